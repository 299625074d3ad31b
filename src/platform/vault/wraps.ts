import type { Bytes } from './contract.ts'
import { column, ctx, u8, u32, u64 } from './ctx.ts'
import { CannotOpen } from './errors.ts'
import { openEnvelope, readWrapP, SUITE_SYMMETRIC, sealEnvelope, wrapSuite, writeWrapP } from './formats.ts'
import { boxPairOf, kekOf, keyIdOf } from './keys.ts'
import { boxOpen, boxSeal, digest, isSame, KEY_BYTES, wipe } from './primitives.ts'

const KINDS = {
  session: 1,
  password: 2,
  activation: 3,
  membership: 4,
  grant: 5,
  file: 6,
  document: 7,
  escrow: 8,
  root: 9,
  passkey: 10,
} as const

/** Where a wrapped key belongs; all of it is authenticated. */
export interface WrapAddress {
  kind: keyof typeof KINDS
  tenantId: string
  /** The user, desk, compartment, file or row whose key this is. */
  subjectId: string
  /** Empty where the row does not name the key that is inside. */
  keyId: Bytes
  recipientId: string | Bytes
  epoch: number
  notAfter: number
  basisId: string | null
}

export function wrapContext(address: WrapAddress): Bytes {
  return ctx(
    'wrap',
    u8(KINDS[address.kind]),
    address.tenantId,
    address.subjectId,
    address.keyId,
    address.recipientId,
    u32(address.epoch),
    u64(address.notAfter),
    column(address.basisId),
  )
}

export interface Kek {
  id: Bytes
  key: Bytes
}

/** A symmetric key that wraps and has no seed behind it. */
export function kekFrom(key: Bytes): Kek {
  return { id: keyIdOf(key), key }
}

/** A user, desk or compartment that wraps were made for; its wrapping key carries the name of its seed. */
export interface Holder extends Kek {
  seed: Bytes
}

export function holderOf(seed: Bytes): Holder {
  return { id: keyIdOf(seed), key: kekOf(seed), seed }
}

export function wrapUnder(kek: Kek, key: Bytes, address: WrapAddress, nonce?: Bytes): Bytes {
  return sealEnvelope(kek.key, kek.id, wrapContext(address), key, nonce)
}

export function unwrapUnder(kek: Kek, bytes: Bytes, address: WrapAddress): Bytes {
  if (wrapSuite(bytes) !== SUITE_SYMMETRIC) throw new CannotOpen()
  return named(openEnvelope(kek.key, kek.id, wrapContext(address), bytes), address)
}

export interface PublicKey {
  keyId: Bytes
  publicKey: Bytes
}

/** A sealed box takes no associated data, so its hash travels inside and the opener compares. */
export function wrapTo(recipient: PublicKey, key: Bytes, address: WrapAddress): Bytes {
  const inner = Buffer.alloc(2 * KEY_BYTES)
  inner.set(key, 0)
  inner.set(digest(wrapContext(address)), KEY_BYTES)
  try {
    return writeWrapP(recipient.keyId, boxSeal(recipient.publicKey, inner))
  } finally {
    wipe(inner)
  }
}

/** Opens either format. */
export function unwrapFor(holder: Holder, bytes: Bytes, address: WrapAddress): Bytes {
  if (wrapSuite(bytes) === SUITE_SYMMETRIC) return unwrapUnder(holder, bytes, address)
  const { recipientKeyId, box } = readWrapP(bytes)
  if (!isSame(recipientKeyId, holder.id)) throw new CannotOpen()
  const inner = openBox(holder.seed, box)
  const key = inner.slice(0, KEY_BYTES)
  const belongs = isSame(inner.subarray(KEY_BYTES), digest(wrapContext(address)))
  wipe(inner)
  if (belongs) return named(key, address)
  wipe(key)
  throw new CannotOpen()
}

function openBox(seed: Bytes, box: Bytes): Bytes {
  const pair = boxPairOf(seed)
  try {
    return boxOpen(pair, box)
  } finally {
    wipe(pair.secretKey)
  }
}

function named(key: Bytes, address: WrapAddress): Bytes {
  if (address.keyId.length === 0 || isSame(keyIdOf(key), address.keyId)) return key
  wipe(key)
  throw new CannotOpen()
}
