import type { Bytes, LinesAnswer, Runs, SealedDocument } from './contract.ts'
import { ENVELOPE_OVERHEAD, envelopeKeyId, openEnvelopeInto, paddedText } from './formats.ts'
import { type Keyring, openOrSay } from './keyring.ts'
import { wipe } from './primitives.ts'
import { recordContext } from './record-format.ts'

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
  // All into the same bytes: hundreds of drawers a search would otherwise leave megabytes to collect.
  const scratch = Buffer.alloc(documents.reduce((most, { bytes }) => Math.max(most, bytes.length), 0))
  for (const document of documents) {
    const text = openOrSay(() => openInto(scratch, keyring, document))
    if (text === null) answer.closed.push(document.rowId)
    else if (!text) answer.outOfReach.push(document.rowId)
    else linesWith(text, runs, answer.lines)
  }
  wipe(scratch)
  return answer
}

/** The text of the document, as a view of the scratch bytes. */
function openInto(scratch: Buffer, keyring: Keyring, document: SealedDocument): Buffer {
  const { bytes } = document
  const keyId: Bytes = envelopeKeyId(bytes)
  const { key } = keyring.documentKey(document, keyId)
  const padded = scratch.subarray(0, Math.max(0, bytes.length - ENVELOPE_OVERHEAD))
  openEnvelopeInto(padded, key, recordContext(document, keyId), bytes)
  return paddedText(padded) as Buffer
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
