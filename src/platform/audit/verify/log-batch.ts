import { leafRow } from '../log/leaf.ts'
import { HASH_BYTES } from '../log/merkle.ts'
import type { Statements } from '../log/seal-round.ts'

/** Lines and leaves that are gone through side by side: one megabyte of leaves, however long the log is. */
export const windowSize = 32_768

/** Where lines and leaves part, those of a window are read in such batches, each leaf with its own line. */
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
  /** Which line each leaf is of. */
  seqs: string[]
}

/** The hashes of the leaves at these positions, one behind the other; one that is missing is left out. */
export async function readLeaves(db: Statements, from: number, to: number): Promise<Buffer> {
  const { rows } = await db.query<{ leaves: Buffer | null }>(
    `select string_agg(hash, ''::bytea order by position) as leaves from internal.log_leaf where position >= $1 and position < $2`,
    [from, to],
  )
  return rows[0]?.leaves ?? Buffer.alloc(0)
}

const lineByLeaf = `
  select string_agg(${leafRow('e')}, ''::bytea order by l.position) as rows,
    string_agg(l.hash, ''::bytea order by l.position) as leaves, count(*)::integer as count,
    array_agg(l.seq::text order by l.position) as seqs,
    array_agg(e.xid8::text order by l.position) as xids
  from internal.log_leaf l left join audit.event e on e.seq = l.seq
  where l.position >= $1 and l.position < $2`

/** Each leaf with the line it names, wherever that stands now. */
export async function readBatchByLeaf(db: Statements, from: number, to: number): Promise<Batch> {
  const { rows } = await db.query<{
    rows: Buffer | null
    leaves: Buffer | null
    count: number
    seqs: string[] | null
    xids: (string | null)[] | null
  }>(lineByLeaf, [from, to])
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
