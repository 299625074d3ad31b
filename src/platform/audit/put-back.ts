import { sql } from 'kysely'
import type { Scene } from '../use-case.ts'
import { type SealedDocument, sha256Into } from '../vault/index.ts'

/**
 * Of documents as they were read, those that are not what was last written there: older genuine versions open without complaint, and
 * sealed anew they would be the newest. What was never written down (before there was a record of it) is none of them.
 */
export async function putBackOf(
  { tx }: Pick<Scene, 'tx'>,
  documents: readonly SealedDocument[],
): Promise<ReadonlySet<SealedDocument>> {
  const hashes = documents.map(({ bytes }) => sha256Into(new Uint8Array(32), bytes))
  const { rows } = await sql<{ label: string; row_id: string }>`
    select label, row_id from audit.not_as_written(${documents.map((one) => one.label)}::text[],
      ${documents.map((one) => one.rowId)}::uuid[], ${Buffer.concat(hashes)})`.execute(tx)
  const named = new Set(rows.map((row) => `${row.label} ${row.row_id}`))
  return new Set(documents.filter(({ label, rowId }) => named.has(`${label} ${rowId}`)))
}
