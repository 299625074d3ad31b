import { leafRow } from '../log/leaf.ts'
import { HASH_BYTES } from '../log/merkle.ts'
import type { Statements } from '../log/seal-round.ts'

/** Of one statement: one megabyte at a time, however long the log is. */
export const batchSize = 2_048

/** The last line of a batch, in the order in which lines are sealed. */
export interface Place {
  xid8: string
  seq: string
}

export interface Batch {
  /** As LeafReader reads them. */
  rows: Buffer
  /** Hashes of the leaves, one behind the other. */
  leaves: Buffer
  /** Of leaves. */
  count: number
  last: Place | null
  /** Which line each leaf is of, where the batch was read leaf by leaf. */
  seqs?: string[]
}

const bothInOrder = `
  select lines.rows, lines.xid8, lines.seq, leaves.hashes, leaves.count
  from (
    select string_agg(${leafRow('e')}, ''::bytea order by e.xid8, e.seq) as rows, max(e.xid8)::text as xid8,
      (array_agg(e.seq order by e.xid8, e.seq))[count(*)]::text as seq
    from (select * from audit.event where (xid8, seq) > ($1::xid8, $2::bigint) order by xid8, seq limit $4::bigint - $3) e) lines
  cross join (
    select string_agg(l.hash, ''::bytea order by l.position) as hashes, count(*)::integer as count
    from internal.log_leaf l where l.position >= $3 and l.position < $4) leaves`

/** Lines and leaves side by side, each in its own order: fast, and right as long as nobody has touched them. */
export async function readBatch(
  db: Statements,
  from: number,
  size: number,
  after: Place | null,
): Promise<Batch> {
  const { rows } = await db.query<{
    rows: Buffer | null
    xid8: string | null
    seq: string | null
    hashes: Buffer | null
    count: number
  }>(bothInOrder, [after?.xid8 ?? '0', after?.seq ?? '0', from, Math.min(size, from + batchSize)])
  const [found] = rows
  const last = found?.xid8 && found.seq ? { xid8: found.xid8, seq: found.seq } : after
  return {
    rows: found?.rows ?? Buffer.alloc(0),
    leaves: found?.hashes ?? Buffer.alloc(0),
    count: found?.count ?? 0,
    last,
  }
}

const lineByLeaf = `
  select string_agg(${leafRow('e')}, ''::bytea order by l.position) as rows,
    string_agg(l.hash, ''::bytea order by l.position) as leaves, count(*)::integer as count,
    array_agg(l.seq::text order by l.position) as seqs,
    array_agg(e.xid8::text order by l.position) as xids
  from internal.log_leaf l left join audit.event e on e.seq = l.seq
  where l.position >= $1 and l.position < $2`

/** Each leaf with the line it names, wherever that stands now. */
export async function readBatchByLeaf(db: Statements, from: number, size: number): Promise<Batch> {
  const { rows } = await db.query<{
    rows: Buffer | null
    leaves: Buffer | null
    count: number
    seqs: string[] | null
    xids: (string | null)[] | null
  }>(lineByLeaf, [from, Math.min(size, from + batchSize)])
  const [found] = rows
  const seqs = found?.seqs ?? []
  const xids = found?.xids ?? []
  // The last line that is still there; should it have been altered, the next batch is read leaf by leaf as well.
  const at = xids.findLastIndex((xid) => xid !== null)
  const [xid8, seq] = [xids[at], seqs[at]]
  return {
    rows: found?.rows ?? Buffer.alloc(0),
    leaves: found?.leaves ?? Buffer.alloc(0),
    count: found?.count ?? 0,
    last: xid8 && seq ? { xid8, seq } : null,
    seqs,
  }
}

export function isSame(hash: Uint8Array, among: Uint8Array, at: number): boolean {
  for (let index = 0; index < HASH_BYTES; index += 1) if (hash[index] !== among[at + index]) return false
  return true
}
