import { searchKey } from './fold.ts'
import {
  digitsOf,
  type Findable,
  type Folded,
  folded,
  isDayOnly,
  numberOf,
  rankOfFolded,
  type Word,
} from './match.ts'

/**
 * What a card or label can be found by, folded, as one line of a drawer (src/platform/drawers.ts):
 * `row id | seconds since 1970 | case number | its key | its year and count | day | telephone numbers | text | text …`
 */
export function drawerLine(id: string, at: Date, found: Findable): string {
  const { lines, phones = [], day, caseNumber = '' } = folded(found)
  return [
    id,
    Math.floor(at.getTime() / 1000),
    plain(caseNumber),
    plain(searchKey(caseNumber)),
    numberRun(numberOf(caseNumber)),
    plain(day ?? ''),
    phones.map(digitsOf).join(','),
    ...lines.split('\n').filter((text) => text !== ''),
  ]
    .join('|')
    .toWellFormed()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they would break the line
const plain = (text: string) => text.replace(/["\\|\u0000-\u001f]/g, '')

/** Noughts in front are written or left out: R8-0412, r8-412. */
const numberRun = (number: Word['number']) => (number ? `#${number.year}-${number.count}#` : '')

export interface FoundLine {
  id: string
  /** Seconds since 1970. */
  at: number
  /** As of `matchRank`. */
  rank: number | undefined
}

export function rankOfLine(words: readonly Word[], line: string): FoundLine {
  const [id = '', at = '0', caseNumber = '', , , day = '', phones = '', ...texts] = line.split('|')
  const found: Folded = {
    lines: `\n${texts.join('\n')}\n`,
    day,
    phones: phones === '' ? [] : phones.split(','),
  }
  return { id, at: Number(at), rank: rankOfFolded(words, caseNumber ? { ...found, caseNumber } : found) }
}

/** For each word the runs of letters of which a line that matches holds one. */
export function lineRuns(words: readonly Word[]): string[][] {
  return words.map((word) => {
    const { key, digits, day, number } = word
    if (day !== undefined && isDayOnly(word)) return [day]
    // The digits alone may be a telephone's, or the count of a case of any year.
    const count = /^\d{1,5}$/.test(digits) ? `-${Number(digits)}#` : ''
    const runs = [key, day, numberRun(number), digits, count]
    return runs.filter((run): run is string => run !== undefined && run !== '')
  })
}
