import { LeafReader } from '../log/leaf.ts'
import { GrowingTree, HASH_BYTES, hashLeaf, type Subtree } from '../log/merkle.ts'
import type { Statements } from '../log/seal-round.ts'
import type { FindingBook } from './findings.ts'
import { type Batch, batchSize, isSame, readBatch, readBatchByLeaf } from './log-batch.ts'
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
 * the tree that the leaves really make. While one batch is hashed the database prepares the next.
 */
export async function checkLog(
  db: Statements,
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
  let next = size > 0 ? readBatch(db, 0, size, null) : undefined
  let isWhole = true
  for (let from = 0; from < size; from += batchSize) {
    let batch = (await next) as Batch
    // One statement at a time on one connection.
    await checkSubtrees(db, kept.splice(0), book)
    const to = from + batchSize
    next = to < size ? readBatch(db, to, size, batch.last) : undefined
    if (!isInStep(batch)) {
      // Somewhere in it the lines and the leaves part: find out where, and walk on from there.
      await next
      batch = await readBatchByLeaf(db, from, size)
      next = to < size ? readBatch(db, to, size, batch.last) : undefined
      tellDifferences(batch, from, book)
    }
    const missing = Math.min(size, to) - from - batch.count
    if (missing > 0) book.add({ kind: 'leaves-missing', place: from, count: missing })
    isWhole &&= missing === 0
    if (isWhole) grow(tree, batch, watch, book)
  }
  await checkSubtrees(db, kept.splice(0), book)
  if (isWhole) await checkEnd(db, state, tree, watch, book)
  return { lines: size }
}

const scratch = new Uint8Array(HASH_BYTES)

/** Whether the lines, in their own order, are exactly those of the leaves. */
function isInStep({ rows, leaves, count }: Batch): boolean {
  const reader = new LeafReader(rows)
  for (let index = 0; index < count; index += 1) {
    if (reader.isAtEnd) return false
    const leaf = reader.next()
    if (!leaf || !isSame(hashLeaf(leaf, scratch), leaves, index * HASH_BYTES)) return false
  }
  return reader.isAtEnd
}

function tellDifferences({ rows, leaves, count, seqs }: Batch, from: number, book: FindingBook): void {
  const reader = new LeafReader(rows)
  for (let index = 0; index < count; index += 1) {
    const leaf = reader.next()
    const seq = Number(seqs?.[index] ?? 0)
    if (!leaf) book.add({ kind: 'line-missing', place: from + index, seq })
    else if (!isSame(hashLeaf(leaf, scratch), leaves, index * HASH_BYTES))
      book.add({ kind: 'line-altered', place: from + index, seq })
  }
}

function grow(tree: GrowingTree, { leaves, count }: Batch, watch: RootWatch, book: FindingBook): void {
  for (let index = 0; index < count; index += 1) {
    tree.append(leaves.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES))
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
