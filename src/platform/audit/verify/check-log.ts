import { LeafReader } from '../log/leaf.ts'
import { GrowingTree, HASH_BYTES, hashLeaf, type Subtree } from '../log/merkle.ts'
import type { Statements } from '../log/seal-round.ts'
import type { FindingBook } from './findings.ts'
import { type Copying, compareLines } from './lines-in-order.ts'
import {
  type Batch,
  batchSize,
  isSame,
  type Place,
  readBatchByLeaf,
  readLeaves,
  windowSize,
} from './log-batch.ts'
import type { RootWatch } from './root-watch.ts'

export interface LogState {
  origin: string
  size: number
  frontier: Buffer
  afterXid: string
  afterSeq: number
}

/** What the log says of itself; null where the row that says it is gone. */
export async function readState(db: Statements): Promise<LogState | null> {
  const { rows } = await db.query<LogState>(
    `select origin, size::float8 as size, frontier, after_xid::text as "afterXid", after_seq::float8 as "afterSeq"
     from internal.log`,
  )
  return rows[0] ?? null
}

/**
 * Walks the whole log: every line against its leaf, every stored subtree and every checkpoint, inside and outside, against
 * the tree that the leaves really make.
 */
export async function checkLog(
  db: Statements & Copying,
  state: LogState,
  watch: RootWatch,
  book: FindingBook,
): Promise<{ lines: number }> {
  const kept: Subtree[] = []
  const tree = new GrowingTree(0, new Uint8Array(0), (subtree) => kept.push(subtree))
  // The leaves decide how long the log is: its own row may have been shortened to hide them.
  const { rows: ends } = await db.query<{ size: number }>(
    'select coalesce(max(position) + 1, 0)::float8 as size from internal.log_leaf',
  )
  const size = ends[0]?.size ?? 0
  let next = readLeaves(db, 0, Math.min(size, windowSize))
  let after: Place | null = null
  let isWhole = true
  for (let from = 0; from < size; from += windowSize) {
    const to = Math.min(size, from + windowSize)
    const leaves = await next
    const isComplete = leaves.length === (to - from) * HASH_BYTES
    const { isInStep, last } = await compareLines(db, { after, most: to - from, leaves })
    after = isComplete && isInStep ? last : await tellWhereTheyPart(db, from, to, book)
    // The database reads while the tree grows.
    next = readLeaves(db, to, Math.min(size, to + windowSize))
    isWhole &&= isComplete
    if (isWhole) grow(tree, leaves, watch, book)
    await checkSubtrees(db, kept.splice(0), book)
  }
  await next
  if (isWhole) await checkEnd(db, state, tree, watch, book)
  return { lines: size }
}

/** Each leaf of a window with the line it names, wherever that stands; answers where the next window begins. */
async function tellWhereTheyPart(
  db: Statements,
  from: number,
  to: number,
  book: FindingBook,
): Promise<Place | null> {
  let last: Place | null = null
  for (let at = from; at < to; at += batchSize) {
    const end = Math.min(to, at + batchSize)
    const batch = await readBatchByLeaf(db, at, end)
    tellDifferences(batch, at, book)
    if (batch.count < end - at) book.add({ kind: 'leaves-missing', place: at, count: end - at - batch.count })
    last = batch.last ?? last
  }
  return last
}

const scratch = new Uint8Array(HASH_BYTES)

function tellDifferences({ rows, leaves, count, seqs }: Batch, from: number, book: FindingBook): void {
  const reader = new LeafReader(rows)
  for (let index = 0; index < count; index += 1) {
    const leaf = reader.next()
    const seq = Number(seqs[index] ?? 0)
    if (!leaf) book.add({ kind: 'line-missing', place: from + index, seq })
    else if (!isSame(hashLeaf(leaf, scratch), leaves, index * HASH_BYTES))
      book.add({ kind: 'line-altered', place: from + index, seq })
  }
}

function grow(tree: GrowingTree, leaves: Buffer, watch: RootWatch, book: FindingBook): void {
  for (let at = 0; at < leaves.length; at += HASH_BYTES) {
    tree.append(leaves.subarray(at, at + HASH_BYTES))
    if (watch.next === tree.size) watch.check(tree, book)
  }
}

async function checkSubtrees(db: Statements, made: readonly Subtree[], book: FindingBook): Promise<void> {
  if (made.length === 0) return
  const { rows } = await db.query<{ level: number; place: number }>(
    `select m.level, m.place::float8 as place
     from unnest($1::smallint[], $2::bigint[], $3::bytea[]) as m (level, place, hash)
     left join internal.log_subtree s on s.level = m.level and s.place = m.place
     where s.hash is distinct from m.hash`,
    [made.map((one) => one.level), made.map((one) => one.place), made.map((one) => Buffer.from(one.hash))],
  )
  for (const { level, place } of rows) book.add({ kind: 'subtree-altered', level, place })
}

async function checkEnd(
  db: Statements,
  state: LogState,
  tree: GrowingTree,
  watch: RootWatch,
  book: FindingBook,
): Promise<void> {
  watch.finish(tree, book)
  const { rows } = await db.query<{ extra: number; isLast: boolean | null }>(
    `select (select count(*)::integer from internal.log_subtree s where (s.place + 1) * (1::bigint << s.level) > $1) as extra,
       (select l.seq = $2 and coalesce(e.xid8::text = $3, true)
        from internal.log_leaf l left join audit.event e using (seq) where l.position = $1 - 1) as "isLast"`,
    [tree.size, state.afterSeq, state.afterXid],
  )
  const isEmpty = tree.size === 0 && state.afterSeq === 0
  const isRight = state.size === tree.size && Buffer.compare(state.frontier, tree.edge) === 0
  if (!isRight || rows[0]?.extra !== 0 || !(isEmpty || rows[0]?.isLast))
    book.add({ kind: 'log-state-altered' })
}
