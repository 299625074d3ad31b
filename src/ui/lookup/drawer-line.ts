import { searchKey } from './fold.ts'
import { digitsOf, type Findable, type Folded, folded, rankOfFolded, type Word } from './match.ts'

/**
 * What a card or label can be found by, folded, as one line of a drawer (src/platform/drawers.ts):
 * `row id | seconds since 1970 | case number | its key | day | telephone numbers | text | text …`
 */
export function drawerLine(id: string, at: Date, found: Findable): string {
  const { lines, phones = [], day, caseNumber = '' } = folded(found)
  return [
    id,
    Math.floor(at.getTime() / 1000),
    plain(caseNumber),
    plain(searchKey(caseNumber)),
    plain(day ?? ''),
    phones.map(digitsOf).join(','),
    ...lines.split('\n').filter((text) => text !== ''),
  ]
    .join('|')
    .toWellFormed()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they would break the line
const plain = (text: string) => text.replace(/["\\|\u0000-\u001f]/g, '')

export interface FoundLine {
  id: string
  /** Seconds since 1970. */
  at: number
  /** As of `matchRank`. */
  rank: number | undefined
}

export function rankOfLine(words: readonly Word[], line: string): FoundLine {
  const [id = '', at = '0', caseNumber = '', , day = '', phones = '', ...texts] = line.split('|')
  const found: Folded = {
    lines: `\n${texts.join('\n')}\n`,
    day,
    phones: phones === '' ? [] : phones.split(','),
  }
  return { id, at: Number(at), rank: rankOfFolded(words, caseNumber ? { ...found, caseNumber } : found) }
}

/** For each word the runs of letters of which a line that matches holds one. */
export function lineRuns(words: readonly Word[]): string[][] {
  return words.map(({ key, digits, day, number }) => {
    if (day !== undefined && digits === '') return [day]
    const runs = [key, day, number && String(number.count), digits.replace(/^0+(?=.)/, '')]
    return runs.filter((run): run is string => run !== undefined && run !== '')
  })
}
