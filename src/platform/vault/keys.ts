import type { Bytes } from './contract.ts'
import { type BoxPair, boxPair, kdf, wipe } from './primitives.ts'

export const KEY_ID_BYTES = 16

/**
 * Names a key without giving anything of it away. Because the name follows from the key, whoever unwraps one can tell
 * that it is the one meant; XChaCha20-Poly1305 alone would let one wrap open to different keys.
 */
export function keyIdOf(key: Bytes): Bytes {
  return kdf(key, 'key-id').slice(0, KEY_ID_BYTES)
}

export function boxPairOf(seed: Bytes): BoxPair {
  const dh = kdf(seed, 'dh')
  const pair = boxPair(dh)
  wipe(dh)
  return pair
}

/** Never computable from the published key, so what is wrapped under it stays safe from a quantum computer. */
export function kekOf(seed: Bytes): Bytes {
  return kdf(seed, 'kek')
}

/** What seals documents, apart from the key that wraps, so that no key serves two algorithms. */
export function documentKeyOf(key: Bytes): Bytes {
  return kdf(key, 'doc')
}

export function cardKeyOf(deskSeed: Bytes): Bytes {
  return kdf(deskSeed, 'card')
}

export function draftKeyOf(userSeed: Bytes): Bytes {
  return kdf(userSeed, 'draft')
}

/** pw: passwords; sess: sessions; reg: directory MACs; known: caller tokens; totp: factors; code: printed codes;
 * coi: what staff declared; opp: opposing parties; wrote: what acts wrote, in the record. */
export type TenantUse = 'pw' | 'sess' | 'reg' | 'known' | 'totp' | 'code' | 'coi' | 'opp' | 'wrote'

export function tenantKey(root: Bytes, use: TenantUse, tenantId: string): Bytes {
  return kdf(root, use, tenantId)
}
