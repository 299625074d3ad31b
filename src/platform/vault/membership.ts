import type { DeskKeyRow, MembershipRow, NewMember, UserKeyRow } from './contract.ts'
import { CannotOpen } from './errors.ts'
import { SUITE_SEALED_BOX, wrapSuite } from './formats.ts'
import type { Instance } from './instance.ts'
import { type Keyring, membershipAddress } from './keyring.ts'
import { boxPairOf, keyIdOf } from './keys.ts'
import { KEY_BYTES, randomBytes, wipe } from './primitives.ts'
import { type PublicKey, wrapTo, wrapUnder } from './wraps.ts'

/** The published half of a seed. */
export function publicKeyOf(seed: Uint8Array): PublicKey {
  const { publicKey, secretKey } = boxPairOf(seed)
  wipe(secretKey)
  return { keyId: keyIdOf(seed), publicKey }
}

export function userKeyRow(
  instance: Instance,
  user: { tenantId: string; userId: string },
  seed: Uint8Array,
): UserKeyRow {
  return instance.directory.userKey({
    tenantId: user.tenantId,
    userId: user.userId,
    ...publicKeyOf(seed),
  })
}

interface Place {
  tenantId: string
  deskId: string
  epoch: number
}

export function wrapToMember(
  instance: Pick<Instance, 'directory'>,
  place: Place,
  seed: Uint8Array,
  member: NewMember,
): MembershipRow {
  const { userKey } = member
  // Sealing to a key that somebody slipped into the table would hand the desk to them.
  if (!instance.directory.isGenuineUserKey(userKey) || userKey.tenantId !== place.tenantId)
    throw new CannotOpen()
  const row = {
    tenantId: place.tenantId,
    deskId: place.deskId,
    userId: userKey.userId,
    epoch: place.epoch,
    role: member.role,
    notBefore: member.notBefore,
    notAfter: member.notAfter,
  }
  return instance.directory.membership({ ...row, wrap: wrapTo(userKey, seed, membershipAddress(row)) })
}

export function foundDesk(
  instance: Instance,
  desk: { tenantId: string; deskId: string; epoch?: number },
  first: readonly NewMember[],
): { deskKey: DeskKeyRow; memberships: MembershipRow[] } {
  const place = { tenantId: desk.tenantId, deskId: desk.deskId, epoch: desk.epoch ?? 1 }
  const seed = randomBytes(KEY_BYTES)
  try {
    const deskKey = instance.directory.deskKey({ ...place, ...publicKeyOf(seed) })
    return { deskKey, memberships: first.map((member) => wrapToMember(instance, place, seed, member)) }
  } finally {
    wipe(seed)
  }
}

export function admit(
  instance: Instance,
  keyring: Keyring,
  deskId: string,
  newcomer: NewMember,
): MembershipRow[] {
  const held = keyring.memberships(deskId)
  if (held.length === 0) throw new CannotOpen()
  return held.map(({ row, desk }) => wrapToMember(instance, row, desk.seed, newcomer))
}

export function settleMemberships(instance: Instance, keyring: Keyring): MembershipRow[] {
  return keyring
    .memberships()
    .filter(({ row }) => wrapSuite(row.wrap) === SUITE_SEALED_BOX)
    .map(({ row, desk }) => {
      const { mac: _, ...rest } = row
      const wrap = wrapUnder(keyring.user(), desk.seed, membershipAddress(row))
      return instance.directory.membership({ ...rest, wrap })
    })
}
