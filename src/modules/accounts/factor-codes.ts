import { randomInt } from 'node:crypto'
import { foldCode } from '../../platform/vault/index.ts'
import { cardCodeCount, recoveryCodeCount } from './contract.ts'

/** Crockford's letters: none that a printer or an eye confuses. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ten codes of 50 bits: `K7QF-2M9X-AB`. */
export function newRecoveryCodes(): string[] {
  return distinct(recoveryCodeCount, () => textOf(10, letters).replace(/^(.{4})(.{4})/, '$1-$2-'))
}

/** Forty codes of eight digits, quick on a numeric pad: `4821-0937`. Guessing them is bounded by the sign-in limits. */
export function newCardCodes(): string[] {
  return distinct(cardCodeCount, () => textOf(8, '0123456789').replace(/^(.{4})/, '$1-'))
}

function textOf(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

function distinct(count: number, make: () => string): string[] {
  const codes = new Set<string>()
  while (codes.size < count) codes.add(make())
  return [...codes]
}

/** Which kind of second factor somebody typed: six digits are an authenticator's, everything else is from paper. */
export function isTotpShaped(typed: string): boolean {
  return /^\d{6}$/.test(foldCode(typed))
}
