import type { z } from 'zod'
import type { Compartments } from './compartments.ts'
import { AppError } from './errors.ts'
import { addressOf, type RecordKind, readAs, type Sealed, type SealedRow } from './records.ts'
import { platform } from './runtime.ts'

/**
 * Seals what a pure function makes of a sealed document, for a row that keeps a part of it: the label of a case out of its
 * core. Like `reseal` it gives out nothing. The keys must be within reach; what cannot be opened is not written over.
 */
export async function rewrite<Plain, Schema extends z.ZodType>(
  keys: Compartments,
  from: Sealed<Plain>,
  to: { kind: RecordKind<Schema>; row: Omit<SealedRow, 'bytes' | 'tenantId' | 'schema'> },
  change: (content: Plain) => z.input<Schema>,
): Promise<Buffer> {
  const [text] = await keys.reveal([{ ...addressOf(from.kind, from.row), bytes: from.row.bytes }])
  const read = readAs<Plain>(from.kind, text)
  if (!read) {
    const { tenantId, id: rowId } = from.row
    if (text !== false) platform().raise({ tenantId, label: from.kind.label, rowId, action: 'rewrite' })
    throw new AppError('unopenable')
  }
  return keys.seal(to.kind, to.row, change(read.content))
}
