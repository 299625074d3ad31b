import type { Bytes } from './contract.ts'
import { CannotOpen } from './errors.ts'
import { KEY_ID_BYTES } from './keys.ts'
import { decrypt, decryptInto, encrypt, isSame, NONCE_BYTES, randomBytes, TAG_BYTES } from './primitives.ts'

const VERSION = 0x01
/** XChaCha20-Poly1305 under a symmetric key. */
export const SUITE_SYMMETRIC = 0x01
/** Sealed box to an X25519 key; 0x12 is reserved for a hybrid post-quantum suite. */
export const SUITE_SEALED_BOX = 0x11

const NONCE_AT = 2 + KEY_ID_BYTES
const CIPHER_AT = NONCE_AT + NONCE_BYTES
export const ENVELOPE_OVERHEAD = CIPHER_AT + TAG_BYTES
export const WRAP_S_BYTES = ENVELOPE_OVERHEAD + 32
export const WRAP_P_BYTES = NONCE_AT + 48 + 64

/** `01|01|key id 16|nonce 24|ciphertext|tag 16`: records, files, factors and, with 32 bytes inside, WrapS. */
export function sealEnvelope(
  key: Bytes,
  keyId: Bytes,
  additional: Bytes,
  plain: Bytes,
  nonce: Bytes = randomBytes(NONCE_BYTES),
): Bytes {
  const out = new Uint8Array(ENVELOPE_OVERHEAD + plain.length)
  out[0] = VERSION
  out[1] = SUITE_SYMMETRIC
  out.set(keyId, 2)
  out.set(nonce, NONCE_AT)
  out.set(encrypt(key, nonce, additional, plain), CIPHER_AT)
  return out
}

/** The key id a stored object names; unknown versions and suites are refused before anything is tried. */
export function envelopeKeyId(bytes: Bytes): Bytes {
  if (bytes.length < ENVELOPE_OVERHEAD || bytes[0] !== VERSION || bytes[1] !== SUITE_SYMMETRIC) {
    throw new CannotOpen()
  }
  return bytes.subarray(2, NONCE_AT)
}

export function openEnvelope(key: Bytes, keyId: Bytes, additional: Bytes, bytes: Bytes): Bytes {
  if (!isSame(envelopeKeyId(bytes), keyId)) throw new CannotOpen()
  return decrypt(key, bytes.subarray(NONCE_AT, CIPHER_AT), additional, bytes.subarray(CIPHER_AT))
}

/** As `openEnvelope`, into bytes of the right length that the caller has; whose key it is, the caller has looked up. */
export function openEnvelopeInto(out: Bytes, key: Bytes, additional: Bytes, bytes: Bytes): void {
  if (out.length !== bytes.length - ENVELOPE_OVERHEAD) throw new CannotOpen()
  decryptInto(out, key, bytes.subarray(NONCE_AT, CIPHER_AT), additional, bytes.subarray(CIPHER_AT))
}

/** Which of the two wrap formats this is; anything else cannot be opened. */
export function wrapSuite(bytes: Bytes): typeof SUITE_SYMMETRIC | typeof SUITE_SEALED_BOX {
  if (bytes[0] !== VERSION) throw new CannotOpen()
  if (bytes[1] === SUITE_SYMMETRIC && bytes.length === WRAP_S_BYTES) return SUITE_SYMMETRIC
  if (bytes[1] === SUITE_SEALED_BOX && bytes.length === WRAP_P_BYTES) return SUITE_SEALED_BOX
  throw new CannotOpen()
}

/** `01|11|recipient key id 16|sealed box of 64`. */
export function writeWrapP(recipientKeyId: Bytes, box: Bytes): Bytes {
  const out = new Uint8Array(NONCE_AT + box.length)
  out[0] = VERSION
  out[1] = SUITE_SEALED_BOX
  out.set(recipientKeyId, 2)
  out.set(box, NONCE_AT)
  return out
}

export function readWrapP(bytes: Bytes): { recipientKeyId: Bytes; box: Bytes } {
  if (wrapSuite(bytes) !== SUITE_SEALED_BOX) throw new CannotOpen()
  return { recipientKeyId: bytes.subarray(2, NONCE_AT), box: bytes.subarray(NONCE_AT) }
}

const FINE_STEP = 256
const FINE_LIMIT = 4096
const COARSE_STEP = 1024

function paddedLength(length: number): number {
  const step = length <= FINE_LIMIT ? FINE_STEP : COARSE_STEP
  return Math.ceil(length / step) * step
}

/** `u32be length ‖ text ‖ zeros`, so that the size of a document tells little about it. */
export function pad(text: Bytes): Bytes {
  const out = new Uint8Array(paddedLength(4 + text.length))
  new DataView(out.buffer).setUint32(0, text.length)
  out.set(text, 4)
  return out
}

export function unpad(padded: Bytes): Bytes {
  const text = paddedText(padded)
  for (let at = 4 + text.length; at < padded.length; at += 1) if (padded[at] !== 0) throw new CannotOpen()
  return text
}

/** As `unpad` without a look at the zeros, which are authenticated like everything else. */
export function paddedText(padded: Bytes): Bytes {
  const [first = 0, second = 0, third = 0, fourth = 0] = padded
  const length = first * 0x1000000 + second * 0x10000 + third * 0x100 + fourth
  if (padded.length < FINE_STEP || paddedLength(4 + length) !== padded.length) throw new CannotOpen()
  return padded.subarray(4, 4 + length)
}
