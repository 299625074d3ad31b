import type { Compartments } from './compartments.ts'
import { addressOf, readAs, type Sealed } from './records.ts'
import { platform } from './runtime.ts'

/**
 * Asks a yes-or-no question of sealed documents before anything is released; the content stays here. A document that
 * cannot be opened answers `unopenable`, so that a gate can refuse rather than guess.
 */
export async function asks<Plain>(
  keys: Compartments,
  documents: readonly Sealed<Plain>[],
  question: (content: Plain) => boolean,
): Promise<'yes' | 'no' | 'unopenable'> {
  await keys.load(documents.map((one) => one.row.compartmentId))
  const texts = await keys.reveal(
    documents.map((one) => ({ ...addressOf(one.kind, one.row), bytes: one.row.bytes })),
  )
  const read = documents.map(({ kind }, index) => readAs<Plain>(kind, texts[index]))
  documents.forEach(({ kind, row: { tenantId, id: rowId } }, index) => {
    if (!read[index] && texts[index] !== false) platform().raise({ tenantId, label: kind.label, rowId })
  })
  if (read.some((one) => one && question(one.content))) return 'yes'
  return read.every((one) => one) ? 'no' : 'unopenable'
}
