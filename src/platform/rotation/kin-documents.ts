import { recordBeginning } from '../audit/beginnings.ts'
import type { Statements } from '../audit/log/seal-round.ts'
import { recordByOperator } from '../audit/operator-line.ts'
import { WritingBook } from '../audit/written.ts'
import type { Rotation } from '../vault/index.ts'
import { type Counted, rewrite } from './rewritten.ts'

interface Kin {
  tenantId: string
  id: string
  userId: string
  rev: number
  schema: number
  document: Buffer
  isPutBack: boolean
}

const label = 'kin.document'

/**
 * What staff declared about themselves and their kin, sealed anew; a version that somebody put back is left. It is a document of the record: the line of the rotation, one
 * for each tenant, carries the hashes of what was written.
 */
export async function rewriteKin(
  db: Statements,
  rotation: Rotation,
  onRows: (count: number) => void,
): Promise<{ counted: Counted; written: Map<string, WritingBook> }> {
  const written = new Map<string, WritingBook>()
  const counted = await rewrite<Kin>(
    db,
    {
      table: 'auth.kin',
      columns: `tenant_id as "tenantId", id, user_id as "userId", rev::float8 as rev, schema_no as schema, document,
        sha256(document) <> (select w.hash from audit.written w where w.tenant_id = kin.tenant_id and w.label = '${label}'
          and w.row_id = kin.id order by w.seq desc limit 1) is true as "isPutBack"`,
      targets: ['document'],
      remade: ({ tenantId, id, userId, rev, schema, document, isPutBack }) => {
        if (isPutBack) return null
        const address = {
          tenantId,
          label,
          rowId: id,
          scope: 'kin',
          compartmentId: userId,
          rev,
          schema,
        } as const
        const made = rotation.kinDocument(address, document)
        if (!made) return null
        const book = written.get(tenantId) ?? new WritingBook()
        written.set(tenantId, book)
        book.note(label, id, made)
        return [made]
      },
    },
    onRows,
  )
  return { counted, written }
}

/** That it happened, in the record of every tenant; the time of the new secret begins there. */
export async function recordRotation(
  db: Statements,
  rotation: Rotation,
  written: ReadonlyMap<string, WritingBook>,
): Promise<void> {
  await recordBeginning(db, rotation)
  const { rows } = await db.query<{ id: string }>('select tenant_id as id from auth.tenant order by 1')
  for (const { id } of rows) {
    const line = { tenantId: id, action: 'root.rotated', objectType: 'root-secret' }
    await recordByOperator(db, rotation, line, written.get(id)?.entries ?? [])
  }
}
