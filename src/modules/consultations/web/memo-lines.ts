import type { LineKind } from '../contract.ts'

/** Marks of memo lines while the memo is still changing. Pure; runs in the browser. */
export type Mark = LineKind | null

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

/** One key, one mark: by the letter or, where a Japanese layout sends something else, by the key's place. */
export function markForKey(event: { key: string; code: string }): Mark | undefined {
  const key = /^Key[FKI]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key.toLowerCase()
  if (key === 'f') return 'fact'
  if (key === 'k') return 'words'
  if (key === 'i') return 'opinion'
  if (key === '0' || event.code === 'Digit0' || event.code === 'Numpad0') return null
  return undefined
}
