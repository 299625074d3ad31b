import { parseJapaneseDate } from '../wareki/parse-japanese-date.ts'
import { searchKey } from './fold.ts'

/** One word as somebody typed it, and everything it may mean. */
export interface Word {
  key: string
  /** Its digits, where it is nothing but digits and what stands between them. */
  digits: string
  /** The day it names, in the era calendar or the western one. */
  day?: string
  /** The case number it names, written with its dash: R8-0123, r8-123. */
  number?: { year: number; count: number }
}

/** What a document can be found by. */
export interface Findable {
  texts: readonly string[]
  phones?: readonly string[]
  /** `YYYY-MM-DD` */
  day?: string | null
  caseNumber?: string
}

const mostWords = 6
const onlyDigits = /^[+\d\s\-\u2010-\u2015\u2212()./]+$/
const numberShape = /^r(\d{1,2})[-\u2010-\u2015\u2212\u30fc](\d{1,5})$/i

/** The words somebody typed; at most six count. A number or a day stays one word, however it is spaced. */
export function searchWords(typed: string): Word[] {
  const text = typed.normalize('NFKC').trim()
  const parts = onlyDigits.test(text) || parseJapaneseDate(text) ? [text] : text.split(/\s+/)
  return parts
    .map(wordOf)
    .filter((word) => word.key !== '')
    .slice(0, mostWords)
}

function wordOf(part: string): Word {
  // A line break is no letter; only documents have lines.
  const word: Word = {
    key: searchKey(part).replaceAll('\n', ''),
    digits: onlyDigits.test(part) ? digitsOf(part) : '',
  }
  const day = parseJapaneseDate(part)
  if (day) word.day = day
  const number = numberOf(part)
  if (number) word.number = number
  return word
}

/** Digits only; +81 written as a leading 0. */
export function digitsOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/^\s*\+81[-\s]?\(?0?\)?/, '0')
    .replace(/\D/g, '')
}

export function numberOf(text: string): Word['number'] {
  const [, year, count] = numberShape.exec(text.normalize('NFKC').replace(/\s/g, '')) ?? []
  return year && count ? { year: Number(year), count: Number(count) } : undefined
}

/** A document with its texts folded already, each between line breaks. */
export type Folded = Omit<Findable, 'texts'> & { lines: string }

export function folded({ texts, ...others }: Findable): Folded {
  return { ...others, lines: `\n${searchKey(texts.join('\n'))}\n` }
}

/** Every word must be found in the document. A better match has a lower number: the whole, its beginning, anywhere. */
export function matchRank(words: readonly Word[], found: Findable): number | undefined {
  return words.length === 0 ? undefined : rankOfFolded(words, folded(found))
}

export function rankOfFolded(words: readonly Word[], found: Folded): number | undefined {
  if (words.length === 0) return undefined
  let rank = 0
  for (const word of words) {
    const one = isDayOnly(word)
      ? dayRank(word, found)
      : best(textRank(word.key, found.lines), dayRank(word, found), otherRank(word, found))
    if (one === undefined) return undefined
    rank += one
  }
  return rank
}

/** A day in the era calendar is a day and nothing else: R8-01-23 is no case R8-0123. */
export function isDayOnly({ day, digits }: Word): boolean {
  return day !== undefined && digits === ''
}

function dayRank({ day }: Word, found: Folded): number | undefined {
  return day !== undefined && day === found.day ? 0 : undefined
}

function textRank(key: string, lines: string): number | undefined {
  if (!lines.includes(key)) return undefined
  if (lines.includes(`\n${key}\n`)) return 0
  return lines.includes(`\n${key}`) ? 1 : 2
}

function otherRank(word: Word, found: Folded): number | undefined {
  const numbered = found.caseNumber ? caseNumberRank(word, found.caseNumber) : undefined
  return word.digits && found.phones ? best(numbered, phoneRank(word.digits, found.phones)) : numbered
}

/** People say the last four digits; from the front it takes enough of them to mean somebody. */
export function phoneRank(digits: string, phones: readonly string[]): number | undefined {
  const ranks = phones.map(digitsOf).map((phone) => {
    if (phone === digits) return 0
    if (digits.length >= 4 && phone.endsWith(digits)) return 1
    return digits.length >= 6 && phone.startsWith(digits) ? 2 : undefined
  })
  return best(...ranks)
}

function caseNumberRank(word: Word, caseNumber: string): number | undefined {
  const own = numberOf(caseNumber)
  // Without its dash R80-412 would be R8-0412.
  if (word.number && own && word.number.year !== own.year) return undefined
  const key = searchKey(caseNumber)
  if (key === word.key || (own && word.number?.count === own.count)) return 0
  if (own && /^\d{1,5}$/.test(word.digits) && Number(word.digits) === own.count) return 1
  return key.startsWith(word.key) ? 2 : undefined
}

function best(...ranks: readonly (number | undefined)[]): number | undefined {
  const known = ranks.filter((rank) => rank !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}
