import type { LogSigner } from '../../vault/index.ts'
import { signCheckpoint } from './checkpoint.ts'
import { LeafReader } from './leaf.ts'
import { GrowingTree, hashLeaf, type Subtree } from './merkle.ts'

/** One connection: of the worker's pool, or of the command line. */
export interface Statements {
  query<Row extends object>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }>
}

/** In one transaction; a long absence of the worker is caught up with in several rounds. */
const mostRows = 5_000

interface Batch {
  origin: string
  size: number
  frontier: Buffer
  count: number
  rows: Buffer | null
}

/**
 * Adds to the log what has settled since the last round and signs the tree it became; answers how many lines that were.
 * All in one transaction: killed anywhere, nothing of it has happened.
 */
export async function sealRound(db: Statements, signer: LogSigner, most = mostRows): Promise<number> {
  await db.query('begin')
  try {
    const { rows } = await db.query<Batch>(
      'select origin, size::float8 as size, frontier, count, rows from audit.begin_sealing($1)',
      [most],
    )
    const [batch] = rows
    const sealed = batch?.rows ? await append(db, signer, { ...batch, rows: batch.rows }) : 0
    await db.query('commit')
    return sealed
  } catch (error) {
    await db.query('rollback').catch(() => undefined)
    throw error
  }
}

async function append(
  db: Statements,
  signer: LogSigner,
  { origin, size, frontier, rows }: Batch & { rows: Buffer },
): Promise<number> {
  const kept: Subtree[] = []
  const tree = new GrowingTree(size, frontier, (subtree) => kept.push(subtree))
  const seqs: number[] = []
  const hashes: Uint8Array[] = []
  const reader = new LeafReader(rows)
  while (!reader.isAtEnd) {
    const leaf = reader.next()
    if (!leaf) throw new Error('a row to be sealed has no leaf')
    const hash = hashLeaf(leaf)
    tree.append(hash)
    seqs.push(reader.seq)
    hashes.push(hash)
  }
  const root = tree.root()
  const note = signCheckpoint({ origin, size: tree.size, root }, signer)
  const answer = await db.query<{ done: boolean }>(
    'select audit.append_to_log($1, $2::bigint[], $3, $4::smallint[], $5::bigint[], $6, $7, $8, $9) as done',
    [
      size,
      seqs,
      Buffer.concat(hashes),
      kept.map((one) => one.level),
      kept.map((one) => one.place),
      Buffer.concat(kept.map((one) => one.hash)),
      tree.edge,
      Buffer.from(root),
      note,
    ],
  )
  if (!answer.rows[0]?.done) throw new Error('the log has grown beside us')
  return seqs.length
}
