import type { LineKind } from '../contract.ts'

/** Marks of memo lines while the memo is still changing. Pure; runs in the browser. */
export type Mark = LineKind | null

const lineKinds: readonly LineKind[] = ['fact', 'words', 'opinion']
const letters: Readonly<Record<string, LineKind>> = { f: 'fact', w: 'words', o: 'opinion' }

export function marksFrom(text: string): Mark[] {
  return [...text].map((letter) => letters[letter] ?? null)
}

export function marksToText(marks: readonly Mark[]): string {
  return marks.map((mark) => Object.keys(letters).find((letter) => letters[letter] === mark) ?? '-').join('')
}

/** Lines that were not touched keep their marks, wherever they have moved to; a rewritten line keeps its place's mark. */
export function carryMarks(
  before: readonly string[],
  marks: readonly Mark[],
  after: readonly string[],
): Mark[] {
  const taken = new Set<number>()
  const exact = after.map((line, index) => {
    const found =
      before[index] === line ? index : before.findIndex((old, at) => old === line && !taken.has(at))
    if (found >= 0 && line !== '') taken.add(found)
    return found
  })
  return exact.map((found, index) => {
    if (found >= 0) return marks[found] ?? null
    return before.length === after.length && !taken.has(index) ? (marks[index] ?? null) : null
  })
}

/** One key, one mark, by the numbers that choose everywhere on the sheet; 0 takes a mark away. */
export function markForKey({ key, code }: { key: string; code: string }): Mark | undefined {
  const digit = /^(?:Digit|Numpad)([0-3])$/.exec(code)?.[1] ?? (/^[0-3]$/.test(key) ? key : undefined)
  if (digit === undefined) return undefined
  return lineKinds[Number(digit) - 1] ?? null
}

/** What a click makes of a line: fact, her words, opinion, nothing, and round again. */
export function nextMark(mark: Mark): Mark {
  return lineKinds[mark ? lineKinds.indexOf(mark) + 1 : 0] ?? null
}
