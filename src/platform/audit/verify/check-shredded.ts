import type { Statements } from '../log/seal-round.ts'
import type { FindingBook } from './findings.ts'

const mostNamed = 200

/** Compartments of which the sealed record says that their keys were destroyed. */
const destroyedKeys = "select w.row_id from audit.written w where w.label = 'compartment_grant.wrap'"

/**
 * Records that were destroyed by decision; a key that was put back, by which one of them could be opened again; and what the record
 * says to have been destroyed more than once, which happens only where the first word was away when a start asked for it.
 */
export async function checkShredded(
  db: Statements,
  book: FindingBook,
): Promise<{ shredded: number; destroyedBefore: number }> {
  const { rows } = await db.query<{ tenantId: string; compartmentId: string }>(
    `select distinct g.tenant_id as "tenantId", g.compartment_id as "compartmentId" from auth.compartment_grant g
     where g.compartment_id in (select s.compartment_id from internal.shredded_keys() s union ${destroyedKeys}) limit ${mostNamed}`,
  )
  for (const row of rows) book.add({ kind: 'shredded-key-back', ...row })
  await checkTwice(db, book)
  const { rows: counts } = await db.query<{ shredded: number; destroyedBefore: number }>(
    `select (select count(*)::float8 from auth.shred_ledger) as shredded,
       (select count(*)::float8 from audit.event e join audit.written w on w.seq = e.seq
        where e.action = 'record.destroyed-before' and w.label not in ('compartment_grant.wrap', 'shred_ledger.mac')) as "destroyedBefore"`,
  )
  return { shredded: counts[0]?.shredded ?? 0, destroyedBefore: counts[0]?.destroyedBefore ?? 0 }
}

async function checkTwice(db: Statements, book: FindingBook): Promise<void> {
  const { rows } = await db.query<{ recordId: string; seq: number; seqBefore: number }>(
    `select w.row_id as "recordId", max(w.seq)::float8 as seq, min(w.seq)::float8 as "seqBefore" from audit.written w
     where w.label = 'shred_ledger.mac' group by w.row_id having count(*) > 1 limit ${mostNamed}`,
  )
  for (const row of rows) book.add({ kind: 'destroyed-twice', ...row })
}
