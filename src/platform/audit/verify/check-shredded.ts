import type { Statements } from '../log/seal-round.ts'
import type { FindingBook } from './findings.ts'

const mostNamed = 200

/** Records that were destroyed by decision, and the compartments that held them. */
export interface Shredded {
  marks: readonly string[]
  records: number
}

/** Which deletions were decided; the key directory says whether each line of that ledger is genuine. */
export async function shreddedRecords(db: Statements): Promise<Shredded> {
  const { rows } = await db.query<{ recordId: string; compartmentId: string }>(
    'select record_id as "recordId", compartment_id as "compartmentId" from internal.shredded_keys()',
  )
  const records = new Set(rows.map((row) => row.recordId))
  return {
    marks: [...records, ...rows.map((row) => row.compartmentId)],
    records: records.size,
  }
}

/** A key that was put back: what was destroyed could be opened again. */
export async function checkShredded(
  db: Statements,
  { marks, records }: Shredded,
  book: FindingBook,
): Promise<{ shredded: number }> {
  const { rows } = await db.query<{ tenantId: string; compartmentId: string }>(
    `select distinct g.tenant_id as "tenantId", g.compartment_id as "compartmentId" from auth.compartment_grant g
     where g.compartment_id = any ($1) limit ${mostNamed}`,
    [marks],
  )
  for (const row of rows) book.add({ kind: 'shredded-key-back', ...row })
  return { shredded: records }
}
