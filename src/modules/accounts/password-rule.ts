import { AppError } from '../../platform/errors.ts'
import { commonPasswordWords } from './common-passwords.ts'
import { foldPassword as fold, isKnownPassword } from './known-passwords.ts'

const alphabetRuns = ['0123456789012', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const leastOwnSigns = 6

/**
 * Why a new password is too easy to guess; null when it is fine. No rules about kinds of characters: length and being
 * uncommon are what counts (ASVS 5.0, 6.2). `context` is what everybody knows: login, name, municipality.
 */
export function whyPoorPassword(
  password: string,
  context: readonly string[],
): 'accounts_password_common' | 'accounts_password_context' | null {
  const folded = fold(password)
  if (isKnownPassword(folded) || isRepeated(folded) || isRun(folded)) return 'accounts_password_common'
  const words = context.flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u)).filter((w) => w.length >= 3)
  const isAboutContext = words.some((word) => folded.includes(word))
  const remainder = words.reduce((left, word) => left.replaceAll(word, ' '), folded)
  if (isAboutContext && (isOnlyCommonWords(remainder) || ownSigns(remainder) < leastOwnSigns))
    return 'accounts_password_context'
  return isOnlyCommonWords(folded) || isOnlyCommonWords(unleet(folded)) ? 'accounts_password_common' : null
}

/** Throws `invalid` for the field `newPassword`. */
export function refusePoorPassword(
  password: string,
  context: readonly string[],
  field = 'newPassword',
): void {
  const reason = whyPoorPassword(password, context)
  if (reason) throw new AppError('invalid', 'error_invalid', { fields: { [field]: reason } })
}

const leet: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

function unleet(text: string): string {
  return text.replace(/[^\p{L}]+$/u, '').replace(/[013457@$!]/g, (sign) => leet[sign] ?? sign)
}

function ownSigns(text: string): number {
  return text.replace(/[\s\d]/g, '').length
}

/** One short piece over and over. */
function isRepeated(text: string): boolean {
  return /^(.{1,5}?)\1+.{0,4}$/u.test(text) && new Set(text).size <= 6
}

/** Neighbouring keys or letters, forwards or backwards, from end to end. */
function isRun(text: string): boolean {
  const parts = text.match(/\p{L}+|\d+/gu) ?? []
  return parts.every(runs)
}

function runs(part: string): boolean {
  const backwards = [...part].reverse().join('')
  return /^\d+$/.test(part) || alphabetRuns.some((run) => run.includes(part) || run.includes(backwards))
}

/** Whether letters are left at all that are not common words; digits and signs alone do not make it hard. */
function isOnlyCommonWords(text: string): boolean {
  const pieces = text.split(/[^\p{L}]+/u).filter((piece) => piece !== '')
  return pieces.every((piece) => isMadeOfCommonWords(piece))
}

function isMadeOfCommonWords(piece: string): boolean {
  const reachable = new Set([0])
  for (let end = 1; end <= piece.length; end += 1)
    for (let start = Math.max(0, end - 14); start < end; start += 1)
      if (reachable.has(start) && commonPasswordWords.has(piece.slice(start, end))) reachable.add(end)
  return reachable.has(piece.length)
}
