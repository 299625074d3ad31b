import { hash } from 'node:crypto'
import sodium from 'sodium-native'
import type { Bytes } from './contract.ts'
import { ctx } from './ctx.ts'
import { CannotOpen } from './errors.ts'

export const KEY_BYTES = 32
export const NONCE_BYTES = 24
export const TAG_BYTES = 16
export const SALT_BYTES = 16
const BOX_SEAL_BYTES = 48

export function randomBytes(length: number): Bytes {
  const out = new Uint8Array(length)
  sodium.randombytes_buf(out)
  return out
}

export function wipe(...secrets: readonly Bytes[]): void {
  for (const secret of secrets) if (secret.length > 0) sodium.sodium_memzero(secret)
}

/** Constant time in the content; lengths are no secret. */
export function isSame(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && sodium.sodium_memcmp(a, b)
}

export function sha256(message: Bytes): Bytes {
  return sha256Into(new Uint8Array(32), message)
}

/** Measured against node:crypto: 0.5 µs instead of 1.2 for two hashes, which the log takes for every line. */
export function sha256Into(out: Bytes, message: Bytes): Bytes {
  sodium.crypto_hash_sha256(out, message)
  return out
}

/**
 * A letter (Latin-1) a byte. For a few hundred bytes it takes a third of the time of `sha256Into`: this one uses the processor's
 * own instructions, and a string comes back cheaper than bytes.
 */
export function sha256Letters(message: Bytes): string {
  return hash('sha256', message, 'binary')
}

/** BLAKE2b-256, unkeyed. */
export function digest(message: Bytes): Bytes {
  const out = new Uint8Array(32)
  sodium.crypto_generichash(out, message)
  return out
}

/** Keyed BLAKE2b-256; the message must come from `ctx`. */
export const MAC_BYTES = 32

export function mac(key: Bytes, message: Bytes): Bytes {
  const out = new Uint8Array(MAC_BYTES)
  sodium.crypto_generichash(out, message, key)
  return out
}

export function kdf(key: Bytes, label: string, ...fields: readonly (string | Bytes)[]): Bytes {
  return mac(key, ctx(label, ...fields))
}

export function encrypt(key: Bytes, nonce: Bytes, additional: Bytes, plain: Bytes): Bytes {
  const out = new Uint8Array(plain.length + TAG_BYTES)
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(out, plain, additional, null, nonce, key)
  return out
}

export function decrypt(key: Bytes, nonce: Bytes, additional: Bytes, cipher: Bytes): Bytes {
  if (cipher.length < TAG_BYTES) throw new CannotOpen()
  const out = new Uint8Array(cipher.length - TAG_BYTES)
  decryptInto(out, key, nonce, additional, cipher)
  return out
}

export function decryptInto(out: Bytes, key: Bytes, nonce: Bytes, additional: Bytes, cipher: Bytes): void {
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(out, null, cipher, additional, nonce, key)
  } catch {
    throw new CannotOpen()
  }
}

export interface BoxPair {
  publicKey: Bytes
  secretKey: Bytes
}

export function boxPair(seed: Bytes): BoxPair {
  const pair = { publicKey: new Uint8Array(32), secretKey: new Uint8Array(32) }
  sodium.crypto_box_seed_keypair(pair.publicKey, pair.secretKey, seed)
  return pair
}

export function boxPublicKey(secretKey: Bytes): Bytes {
  const publicKey = new Uint8Array(32)
  sodium.crypto_scalarmult_base(publicKey, secretKey)
  return publicKey
}

export function boxSeal(publicKey: Bytes, message: Bytes): Bytes {
  const out = new Uint8Array(message.length + BOX_SEAL_BYTES)
  sodium.crypto_box_seal(out, message, publicKey)
  return out
}

export function boxOpen(pair: BoxPair, cipher: Bytes): Bytes {
  if (cipher.length < BOX_SEAL_BYTES) throw new CannotOpen()
  const out = new Uint8Array(cipher.length - BOX_SEAL_BYTES)
  if (!sodium.crypto_box_seal_open(out, cipher, pair.publicKey, pair.secretKey)) throw new CannotOpen()
  return out
}

export interface ArgonCost {
  memoryBytes: number
  ops: number
}

/** Part of the stored format: changing it locks everybody out. */
export const PASSWORD_COST: ArgonCost = { memoryBytes: 64 * 1024 * 1024, ops: 3 }

/** Of printed codes, of which a set has fifty: OWASP's least for Argon2id. Part of the stored format as well. */
export const CODE_COST: ArgonCost = { memoryBytes: 19 * 1024 * 1024, ops: 2 }

/** Argon2id 1.3, one lane, 32 bytes, on the calling thread. */
export function argon2idHere(password: Bytes, salt: Bytes, cost: ArgonCost): Bytes {
  const out = new Uint8Array(KEY_BYTES)
  sodium.crypto_pwhash(out, password, salt, cost.ops, cost.memoryBytes, sodium.crypto_pwhash_ALG_ARGON2ID13)
  return out
}

/** The same on the thread pool. */
export async function argon2id(password: Bytes, salt: Bytes, cost: ArgonCost): Promise<Bytes> {
  const out = new Uint8Array(KEY_BYTES)
  await sodium.crypto_pwhash_async(
    out,
    password,
    salt,
    cost.ops,
    cost.memoryBytes,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  )
  return out
}

const SIGNATURE_BYTES = 64

export function signingPair(seed: Bytes): { publicKey: Bytes; secretKey: Bytes } {
  const pair = { publicKey: new Uint8Array(32), secretKey: new Uint8Array(64) }
  sodium.crypto_sign_seed_keypair(pair.publicKey, pair.secretKey, seed)
  return pair
}

/** Ed25519. */
export function sign(secretKey: Bytes, message: Bytes): Bytes {
  const out = new Uint8Array(SIGNATURE_BYTES)
  sodium.crypto_sign_detached(out, message, secretKey)
  return out
}

export function isSignedBy(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  return (
    publicKey.length === KEY_BYTES &&
    signature.length === SIGNATURE_BYTES &&
    sodium.crypto_sign_verify_detached(signature, message, publicKey)
  )
}
