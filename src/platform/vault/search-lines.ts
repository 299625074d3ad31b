import type { LinesAnswer, Runs, SealedDocument } from './contract.ts'
import { type Keyring, openOrSay } from './keyring.ts'
import { wipe } from './primitives.ts'
import { openDocument } from './records.ts'

const QUOTE = 0x22

/**
 * Of documents that are nothing but a list of lines, `{"lines":["…","…"]}`, the lines that hold one run of each word. A line
 * holds neither quotes nor backslashes (whoever makes one sees to it), so that it can be read off where it stands: what does not match
 * never becomes a text.
 */
export function searchLines(
  keyring: Keyring,
  documents: readonly SealedDocument[],
  words: Runs,
): LinesAnswer {
  const answer: LinesAnswer = { lines: [], closed: [], outOfReach: [] }
  const runs = words.map((word) => word.map((run) => Buffer.from(run)))
  for (const document of documents) {
    const opened = openOrSay(() => openDocument(keyring, document))
    if (opened === null) answer.closed.push(document.rowId)
    else if (!opened) answer.outOfReach.push(document.rowId)
    else {
      linesWith(Buffer.from(opened.buffer, opened.byteOffset, opened.byteLength), runs, answer.lines)
      wipe(opened)
    }
  }
  return answer
}

function linesWith(text: Buffer, words: readonly (readonly Buffer[])[], lines: string[]): void {
  const [first = [], ...others] = words
  const seen = new Set<number>()
  for (const run of first) {
    if (run.length === 0) continue
    for (let at = text.indexOf(run); at >= 0; ) {
      const from = text.lastIndexOf(QUOTE, at) + 1
      const end = text.indexOf(QUOTE, at)
      const line = text.subarray(from, end < 0 ? text.length : end)
      if (!seen.has(from) && others.every((word) => word.some((other) => line.includes(other))))
        lines.push(line.toString('utf8'))
      seen.add(from)
      at = end < 0 ? -1 : text.indexOf(run, end)
    }
  }
}
