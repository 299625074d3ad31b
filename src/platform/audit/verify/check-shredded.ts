import type { Statements } from '../log/seal-round.ts'
import type { FindingBook } from './findings.ts'

const mostNamed = 200

/** Compartments of which the sealed record says that their keys were destroyed. */
export const destroyedKeys = "select w.row_id from audit.written w where w.label = 'compartment_grant.wrap'"

/** Records that were destroyed by decision; a key that was put back, by which one of them could be opened again. */
export async function checkShredded(
  db: Statements,
  book: FindingBook,
): Promise<{ shredded: number; destroyedBefore: number }> {
  const { rows } = await db.query<{ tenantId: string; compartmentId: string }>(
    `select distinct g.tenant_id as "tenantId", g.compartment_id as "compartmentId" from auth.compartment_grant g
     where g.compartment_id in (select s.compartment_id from internal.shredded_keys() s union ${destroyedKeys}) limit ${mostNamed}`,
  )
  for (const row of rows) book.add({ kind: 'shredded-key-back', ...row })
  const { rows: counts } = await db.query<{ shredded: number; destroyedBefore: number }>(
    `select (select count(*)::float8 from auth.shred_ledger) as shredded,
       (select count(*)::float8 from audit.event e join audit.written w on w.seq = e.seq
        where e.action = 'record.destroyed-before' and w.label not in ('compartment_grant.wrap', 'shred_ledger.mac')) as "destroyedBefore"`,
  )
  return { shredded: counts[0]?.shredded ?? 0, destroyedBefore: counts[0]?.destroyedBefore ?? 0 }
}
