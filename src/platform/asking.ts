import type { Compartments } from './compartments.ts'
import { AppError } from './errors.ts'
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

/**
 * Which of these documents have something in common with one of the others; what either says stays here. A document that cannot
 * be opened has nothing in common with any (its reader sees no more of it). Where one of the others cannot be opened, nothing can be
 * said of any document: throws `unopenable`.
 */
export async function meet<One, Other>(
  keys: Compartments,
  documents: readonly Sealed<One>[],
  others: readonly Sealed<Other>[],
  question: (one: One, other: Other) => boolean,
): Promise<boolean[]> {
  const all = [...others, ...documents]
  const texts = await keys.reveal(
    all.map((one) => ({ ...addressOf(one.kind, one.row), bytes: one.row.bytes })),
  )
  const known = others.map(({ kind, row }, index) => {
    const read = readAs<Other>(kind, texts[index])
    if (read) return read.content
    if (texts[index] !== false) platform().raise({ tenantId: row.tenantId, label: kind.label, rowId: row.id })
    throw new AppError('unopenable')
  })
  return documents.map(({ kind }, index) => {
    const read = readAs<One>(kind, texts[others.length + index])
    return read !== null && known.some((other) => question(read.content, other))
  })
}
