import type { Bytes, EscrowedSeed, EscrowKeyRow, MembershipRow, NewMember } from './contract.ts'
import { ctx, u32 } from './ctx.ts'
import { Directory } from './directory-mac.ts'
import { type EarlierRoot, openEarlierRoots } from './earlier-roots.ts'
import { CannotOpen } from './errors.ts'
import type { Instance } from './instance.ts'
import { type Keyring, openOrNull } from './keyring.ts'
import { keyIdOf } from './keys.ts'
import { combineKits, splitIntoKits } from './kits.ts'
import { publicKeyOf, wrapToMember } from './membership.ts'
import { isSame, KEY_BYTES, kdf, mac, randomBytes, wipe } from './primitives.ts'
import { type Holder, holderOf, unwrapFor, type WrapAddress, wrapTo } from './wraps.ts'

export function rootAddress(row: Pick<EscrowKeyRow, 'tenantId' | 'epoch' | 'rootKeyId'>): WrapAddress {
  return {
    kind: 'root',
    tenantId: row.tenantId,
    subjectId: row.tenantId,
    keyId: row.rootKeyId,
    recipientId: row.tenantId,
    epoch: row.epoch,
    notAfter: 0,
    basisId: null,
  }
}

/** `keyId` is the desk's published one: what comes out proves that it is that epoch's seed. */
export function seedAddress(seed: Omit<EscrowedSeed, 'wrap'>): WrapAddress {
  return {
    kind: 'escrow',
    tenantId: seed.tenantId,
    subjectId: seed.deskId,
    keyId: seed.keyId,
    recipientId: seed.tenantId,
    epoch: seed.epoch,
    notAfter: 0,
    basisId: null,
  }
}

/**
 * Anybody can seal a root secret of his own to the published key. This follows from the seed, which is in the kits only: who can
 * merely write to the database cannot make it.
 */
export function rootProof(
  seed: Bytes,
  row: Pick<EscrowKeyRow, 'tenantId' | 'epoch' | 'keyId'>,
  rootKeyId: Bytes,
): Bytes {
  const key = kdf(seed, 'root-proof')
  try {
    return mac(key, ctx('root-proof', row.tenantId, u32(row.epoch), row.keyId, rootKeyId))
  } finally {
    wipe(key)
  }
}

/** A key that nobody holds: its seed leaves in three kits and is kept nowhere. The root secret is sealed to it at once. */
export async function newEscrow(
  instance: Instance,
  tenantId: string,
  epoch: number,
): Promise<{ escrowKey: EscrowKeyRow; kits: string[] }> {
  const seed = randomBytes(KEY_BYTES)
  try {
    const kits = await splitIntoKits(seed)
    const named = { tenantId, epoch, ...publicKeyOf(seed), rootKeyId: keyIdOf(instance.root) }
    const rootWrap = wrapTo(named, instance.root, rootAddress(named))
    const proven = { ...named, rootWrap, rootProof: rootProof(seed, named, named.rootKeyId) }
    return { escrowKey: instance.directory.escrowKey(proven), kits }
  } finally {
    wipe(seed)
  }
}

/** The newest seed of each named desk that the opener holds, sealed to the escrow key. */
export function escrowSeeds(
  instance: Instance,
  keyring: Keyring,
  escrowKey: EscrowKeyRow,
  deskIds: readonly string[],
): EscrowedSeed[] {
  if (!instance.directory.isGenuineEscrowKey(escrowKey) || escrowKey.tenantId !== keyring.session.tenantId)
    throw new CannotOpen()
  return deskIds.flatMap((deskId) => {
    const [newest] = keyring.memberships(deskId)
    if (!newest) return []
    const { tenantId, epoch } = newest.row
    const named = { tenantId, deskId, epoch, keyId: newest.desk.id }
    return [{ ...named, wrap: wrapTo(escrowKey, newest.desk.seed, seedAddress(named)) }]
  })
}

/** What two kits open, away from the server: they are all it takes besides the rows. Throws `KitUnusable`, `CannotOpen`. */
export class Recovery {
  readonly #seed: Bytes
  readonly #escrowKey: EscrowKeyRow

  private constructor(seed: Bytes, escrowKey: EscrowKeyRow) {
    this.#seed = seed
    this.#escrowKey = escrowKey
  }

  /** `rows` are all sets that were ever made; the kits say which one is theirs. */
  static async open(kits: readonly [string, string], rows: readonly EscrowKeyRow[]): Promise<Recovery> {
    const seed = await combineKits(...kits)
    const escrowKey = rows.find((row) => isSame(row.keyId, keyIdOf(seed)))
    // A set of these kits and no other; who wrote what is sealed to it is for `isProven` to say.
    if (escrowKey && isSame(publicKeyOf(seed).publicKey, escrowKey.publicKey))
      return new Recovery(seed, escrowKey)
    wipe(seed)
    throw new CannotOpen()
  }

  get escrowKey(): EscrowKeyRow {
    return this.#escrowKey
  }

  /** What lies in the row. It need not be ours, for it is sealed to a public key: see `isProven`. */
  rootSecret(): Bytes {
    const holder = holderOf(this.#seed)
    try {
      return opened(holder, this.#escrowKey.rootWrap, rootAddress(this.#escrowKey))
    } finally {
      wipe(holder.key)
    }
  }

  /**
   * Whether it is the root secret of when the kits were made, or one that took its place: a rotation seals each secret before
   * under the next, and nobody can who does not have it. `earlier` are the rows of those before it.
   */
  isProven(root: Bytes, earlier: readonly EarlierRoot[]): boolean {
    const { rootProof: proof } = this.#escrowKey
    if (!proof) return false
    const before = openOrNull(() => openEarlierRoots(root, earlier)) ?? []
    try {
      return [root, ...before].some((one) =>
        isSame(rootProof(this.#seed, this.#escrowKey, keyIdOf(one)), proof),
      )
    } finally {
      wipe(...before)
    }
  }

  /** Seats for somebody at a desk that nobody can open any more. `rootSecret` must be the one that signed her key. */
  seats(rootSecret: Bytes, seeds: readonly EscrowedSeed[], member: NewMember): MembershipRow[] {
    const directory = new Directory(rootSecret)
    const holder = holderOf(this.#seed)
    try {
      return seeds.map((row) => {
        const seed = opened(holder, row.wrap, seedAddress(row))
        const place = { tenantId: row.tenantId, deskId: row.deskId, epoch: row.epoch }
        try {
          return wrapToMember({ directory }, place, seed, member)
        } finally {
          wipe(seed)
        }
      })
    } finally {
      wipe(holder.key)
    }
  }

  close(): void {
    wipe(this.#seed)
  }
}

/** A row may name a place that has no encoding; nothing was ever sealed there. */
function opened(holder: Holder, wrap: Bytes, address: WrapAddress): Bytes {
  const key = openOrNull(() => unwrapFor(holder, wrap, address))
  if (key === null) throw new CannotOpen()
  return key
}
