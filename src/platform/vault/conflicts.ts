import type { Bytes, ConflictSide } from './contract.ts'
import { ctx } from './ctx.ts'
import { CannotOpen } from './errors.ts'
import { openEnvelope, sealEnvelope } from './formats.ts'
import type { Instance } from './instance.ts'
import { keyedHash } from './keyed-hash.ts'
import { documentKeyOf, keyIdOf, tenantKey } from './keys.ts'
import { wipe } from './primitives.ts'

const TOKEN_BYTES = 16
const ID_BYTES = 36
const AN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const KEY_OF = { staff: 'coi', opposing: 'opp' } as const

/** The same trait has another token on each side, so that a copy of the two tables cannot be joined. */
export function conflictToken(
  instance: Instance,
  tenantId: string,
  side: ConflictSide,
  use: string,
  value: string,
): Bytes {
  const message = ctx('conflict-token', use, value)
  try {
    return keyedHash(instance, KEY_OF[side], tenantId, message, TOKEN_BYTES)
  } finally {
    wipe(message)
  }
}

interface PointerAddress {
  tenantId: string
  rowId: string
}

/** Which case an opposing party's token belongs to; of one length, bound to its row. */
export function sealPointer(
  instance: Pick<Instance, 'root'>,
  at: PointerAddress,
  caseId: string,
  nonce?: Bytes,
): Bytes {
  if (!AN_ID.test(caseId)) throw new RangeError('a pointer names a case by its id')
  return withPointerKey(instance, at, (key, keyId, additional) =>
    sealEnvelope(key, keyId, additional, Buffer.from(caseId, 'ascii'), nonce),
  )
}

export function openPointer(instance: Pick<Instance, 'root'>, at: PointerAddress, sealed: Bytes): string {
  return withPointerKey(instance, at, (key, keyId, additional) => {
    const id = Buffer.from(openEnvelope(key, keyId, additional, sealed)).toString('ascii')
    if (id.length !== ID_BYTES || !AN_ID.test(id)) throw new CannotOpen()
    return id
  })
}

function withPointerKey<Result>(
  instance: Pick<Instance, 'root'>,
  { tenantId, rowId }: PointerAddress,
  use: (key: Bytes, keyId: Bytes, additional: Bytes) => Result,
): Result {
  const tenant = tenantKey(instance.root, KEY_OF.opposing, tenantId)
  const key = documentKeyOf(tenant)
  try {
    return use(key, keyIdOf(tenant), ctx('opposing-pointer', tenantId, rowId))
  } finally {
    wipe(tenant, key)
  }
}

/** What somebody declared about herself and her kin is sealed under the tenant's key, not hers: a new seed keeps it. */
export function kinKeyOf(instance: Pick<Instance, 'root'>, tenantId: string): Bytes {
  return tenantKey(instance.root, KEY_OF.staff, tenantId)
}
