import type { LineKind, MemoLine } from './contract.ts'

const lineKinds: readonly LineKind[] = ['fact', 'words', 'opinion']
const letters: readonly string[] = ['f', 'w', 'o']

/** The memo as lines with their marks; empty lines at the end fall away. */
export function linesOf(memo: string, marks: string): MemoLine[] {
  const lines = memo.replace(/\r\n?/g, '\n').replace(/\s+$/, '').split('\n')
  if (lines.length === 1 && lines[0] === '') return []
  return lines.map((text, index) => {
    const at = letters.indexOf(marks[index] ?? '-')
    return { text, kind: lineKinds[at] ?? null }
  })
}

/** Back again, for the form. */
export function memoOf(lines: readonly MemoLine[]): { memo: string; marks: string } {
  return {
    memo: lines.map((line) => line.text).join('\n'),
    marks: lines.map(({ kind }) => (kind ? (letters[lineKinds.indexOf(kind)] ?? '-') : '-')).join(''),
  }
}
