import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { OutsideNote } from '../../platform/audit/verify/verify.ts'
import { CliFailure } from './cli-failure.ts'

/** A note is some hundred bytes; a file that is larger is none. */
const largestNote = 16_384

/** Checkpoints in a file (one, or several one behind the other) or in the files of a folder. */
export function notesAt(place: string): OutsideNote[] {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) throw new CliFailure('file-missing', place)
  if (!found.isDirectory()) return notesIn(place)
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.checkpoint'))
    .flatMap((entry) => notesIn(join(place, entry.name)))
}

function notesIn(file: string): OutsideNote[] {
  if (statSync(file).size > largestNote) throw new CliFailure('unknown-format', file)
  return notesOf(readFileSync(file, 'utf8')).map((note) => ({ note, source: file }))
}

/** One behind the other: a line of a signature is followed by the first line of the next. */
export function notesOf(text: string): string[] {
  return text.split(/(?<=\n— [^\n]*\n)(?=yorube\/)/)
}
