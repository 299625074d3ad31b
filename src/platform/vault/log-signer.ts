import type { Bytes } from './contract.ts'
import { kdf, sign, signingPair, wipe } from './primitives.ts'

/** Signs the checkpoints of the record; whoever holds it can sign and do nothing else. */
export interface LogSigner {
  publicKey: Bytes
  sign(message: Bytes): Bytes
}

/** What the process that seals the record is given instead of the root secret. */
export function logSeedOf(root: Bytes): Bytes {
  return kdf(root, 'log')
}

export function logSigner(seed: Bytes): LogSigner {
  const { publicKey, secretKey } = signingPair(seed)
  return { publicKey, sign: (message) => sign(secretKey, message) }
}

export function logPublicKeyOf(root: Bytes): Bytes {
  const seed = logSeedOf(root)
  const { publicKey, secretKey } = signingPair(seed)
  wipe(seed, secretKey)
  return publicKey
}
