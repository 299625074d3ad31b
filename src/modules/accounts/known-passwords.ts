import { createHash } from 'node:crypto'
import known from '../../../reference/known-passwords.json' with { type: 'json' }

/** So few bytes that nobody reads a password out of the list, enough that one in twenty-five million is refused by mistake. */
export const bytesOfMark = 5

/** As passwords are compared here: width and case make no new password. */
export function foldPassword(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

export function markOf(password: string): Buffer {
  return createHash('sha256').update(foldPassword(password)).digest().subarray(0, bytesOfMark)
}

const marks = Buffer.from(known.marks, 'base64')

/** Whether a password stands on the list of those that leaked (`scripts/known-passwords.ts` makes it). */
export function isKnownPassword(password: string): boolean {
  const mark = markOf(password)
  let [from, to] = [0, marks.length / bytesOfMark]
  while (from < to) {
    const middle = (from + to) >>> 1
    const at = middle * bytesOfMark
    const order = mark.compare(marks, at, at + bytesOfMark)
    if (order === 0) return true
    if (order < 0) to = middle
    else from = middle + 1
  }
  return false
}
