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

/** What people type from paper: any case, any dashes and spaces (also from a Japanese keyboard), O for 0, I and L for 1. */
export function foldCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212\u30fc]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}
