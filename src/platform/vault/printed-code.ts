import type { Bytes } from './contract.ts'

/** Crockford's alphabet: no I, L, O and U, so that nobody has to guess what the printer meant. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Base32 in groups of four; the length must fill whole characters (a multiple of 5 bits). */
export function printCode(secret: Bytes): string {
  let bits = 0n
  for (const byte of secret) bits = (bits << 8n) | BigInt(byte)
  const length = (secret.length * 8) / 5
  if (!Number.isInteger(length)) throw new RangeError('a printed code fills whole characters')
  let text = ''
  for (let at = length - 1; at >= 0; at -= 1) text += ALPHABET[Number((bits >> BigInt(at * 5)) & 31n)]
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

/** The bytes that a folded code was printed from; null where it was not printed from so many. */
export function readCode(folded: string, length: number): Bytes | null {
  if (folded.length !== (length * 8) / 5) return null
  let bits = 0n
  for (const character of folded) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return null
    bits = (bits << 5n) | BigInt(value)
  }
  return Uint8Array.from({ length }, (_, place) => Number((bits >> BigInt(8 * (length - 1 - place))) & 255n))
}

/** What people type from paper: any case, any dashes and spaces (also from a Japanese keyboard), O for 0, I and L for 1. */
export function foldCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212\u30fc]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}
