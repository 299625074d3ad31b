import { logSigner } from '../../../vault/index.ts'
import { signCheckpoint } from '../../log/checkpoint.ts'
import { LEAF_COLUMNS, LeafReader, leafRow } from '../../log/leaf.ts'
import { GrowingTree, hashLeaf, type Subtree } from '../../log/merkle.ts'
import type { Statements } from '../../log/seal-round.ts'

/**
 * What somebody does to the record who may write every table, has read the source, and lacks the root secret. Each answers
 * what was done, for the report of one that was not noticed.
 */
export type Tampering = (db: Statements, random: Random) => Promise<string>

/** Repeats itself for the same seed. */
export class Random {
  #state: number
  constructor(seed: number) {
    this.#state = seed
  }

  /** 0 … `below` - 1. */
  next(below: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * below)
  }

  of<Item>(items: readonly Item[]): Item {
    return items[this.next(items.length)] as Item
  }
}

async function one<Row extends object>(db: Statements, sql: string, values: unknown[] = []): Promise<Row> {
  const { rows } = await db.query<Row>(sql, values)
  if (!rows[0]) throw new Error('there is nothing to tamper with')
  return rows[0]
}

async function anyLine(db: Statements, random: Random): Promise<{ seq: string; position: string }> {
  const { size } = await one<{ size: number }>(db, 'select count(*)::integer as size from internal.log_leaf')
  return one(
    db,
    'select seq::text, position::text from internal.log_leaf order by position offset $1 limit 1',
    [random.next(size)],
  )
}

/** Another value for each column, whatever it holds. */
const OTHER: Record<string, string> = {
  seq: '(select max(seq) from audit.event) + 1',
  xid8: '(xid8::text::bigint + 1)::text::xid8',
  tenant_id: 'gen_random_uuid()',
  at: "at + interval '1 microsecond'",
  actor_id: 'gen_random_uuid()',
  session_hash: "coalesce(session_hash, '') || '\\x00'",
  action: "action || ' '",
  object_type: "case when object_type is null then '' end",
  object_id: 'case when object_id is null then gen_random_uuid() end',
  case_id: 'gen_random_uuid()',
  purpose: "case purpose when 'support' then 'oversight' else 'support' end",
  basis: "case when basis is null then '' else null end",
  result: "case result when 'ok' then 'refused' else 'ok' end",
  count: 'case when count is null then 0 end',
  content_hash: "sha256(coalesce(content_hash, ''))",
  reason: "coalesce(reason, '') || '\\xff'",
}

const editColumn: Tampering = async (db, random) => {
  const { seq, position } = await anyLine(db, random)
  const [name] = random.of(LEAF_COLUMNS)
  const always = name === 'seq' ? 'overriding system value' : ''
  if (always) {
    // The number is generated: the row is written anew under another one.
    const columns = LEAF_COLUMNS.map(([column]) => column).join(', ')
    const others = LEAF_COLUMNS.map(([column]) => (column === 'seq' ? OTHER.seq : column)).join(', ')
    await db.query(
      `insert into audit.event (${columns}) ${always} select ${others} from audit.event where seq = $1`,
      [seq],
    )
    await db.query('delete from audit.event where seq = $1', [seq])
  } else await db.query(`update audit.event set ${name} = ${OTHER[name]} where seq = $1`, [seq])
  return `edited ${name} of line ${position}`
}

const deleteLine: Tampering = async (db, random) => {
  const { seq, position } = await anyLine(db, random)
  await db.query('delete from audit.event where seq = $1', [seq])
  return `deleted line ${position}`
}

const deleteWithLeaf: Tampering = async (db, random) => {
  const { seq, position } = await anyLine(db, random)
  await db.query('delete from audit.event where seq = $1', [seq])
  await db.query('delete from internal.log_leaf where seq = $1', [seq])
  return `deleted line ${position} and its leaf`
}

const deleteAndRebuild: Tampering = async (db, random) => {
  const done = await deleteWithLeaf(db, random)
  await closeGaps(db)
  await rebuild(db)
  return `${done}, moved the others up and built the tree anew`
}

const swapLeaves: Tampering = async (db, random) => {
  const [a, b] = await twoLines(db, random)
  await db.query('update internal.log_leaf set position = -1 where position = $1', [a.position])
  await db.query('update internal.log_leaf set position = $1 where position = $2', [a.position, b.position])
  await db.query('update internal.log_leaf set position = $1 where position = -1', [b.position])
  if (random.next(2) === 0) return `swapped leaves ${a.position} and ${b.position}`
  await rebuild(db)
  return `swapped leaves ${a.position} and ${b.position} and built the tree anew`
}

const swapLines: Tampering = async (db, random) => {
  const [a, b] = await twoLines(db, random)
  const columns = LEAF_COLUMNS.map(([name]) => name).filter((name) => name !== 'seq')
  await db.query(
    `update audit.event e set ${columns.map((name) => `${name} = o.${name}`).join(', ')} from audit.event o
     where (e.seq = $1 and o.seq = $2) or (e.seq = $2 and o.seq = $1)`,
    [a.seq, b.seq],
  )
  return `swapped lines ${a.position} and ${b.position}`
}

async function twoLines(db: Statements, random: Random) {
  const a = await anyLine(db, random)
  let b = await anyLine(db, random)
  while (b.seq === a.seq) b = await anyLine(db, random)
  return [a, b] as const
}

async function insertBehind(db: Statements, seq: string): Promise<string> {
  const columns = LEAF_COLUMNS.map(([name]) => name).filter((name) => name !== 'seq')
  const { seq: added } = await one<{ seq: string }>(
    db,
    `insert into audit.event (${columns.join(', ')}) select ${columns.join(', ')} from audit.event where seq = $1
     returning seq::text`,
    [seq],
  )
  return added
}

const insertLine: Tampering = async (db, random) => {
  const { size } = await one<{ size: number }>(db, 'select count(*)::integer as size from internal.log_leaf')
  // Not beside the last transaction: what is younger than the log's end counts as waiting, and is sealed as it stands.
  const { seq, position } = await one<{ seq: string; position: string }>(
    db,
    `select l.seq::text, l.position::text from internal.log_leaf l join audit.event e using (seq)
     where e.xid8 < (select after_xid from internal.log) order by l.position offset $1 limit 1`,
    [random.next(Math.max(1, Math.floor(size / 2)))],
  )
  await insertBehind(db, seq)
  return `wrote a line beside line ${position}`
}

const insertAndRebuild: Tampering = async (db, random) => {
  const { seq, position } = await anyLine(db, random)
  const added = await insertBehind(db, seq)
  await db.query('update internal.log_leaf set position = -position - 2 where position > $1', [position])
  await db.query('update internal.log_leaf set position = -position - 1 where position < 0')
  await db.query(
    `insert into internal.log_leaf (position, seq, hash) select $1::bigint + 1, $2, hash from internal.log_leaf where position = $1`,
    [position, added],
  )
  await rebuild(db)
  return `wrote a line behind line ${position} and built the tree anew`
}

const editAndRebuild: Tampering = async (db, random) => {
  const { seq, position } = await anyLine(db, random)
  await db.query('update audit.event set actor_id = gen_random_uuid() where seq = $1', [seq])
  await rebuild(db)
  return `edited line ${position} and built the tree anew`
}

/** Also with checkpoints of her own, signed by a key of her own. */
const editAndForge: Tampering = async (db, random) => {
  const done = await editAndRebuild(db, random)
  await db.query('delete from internal.log_checkpoint')
  const { size, root, origin } = await rebuild(db)
  const note = signCheckpoint({ origin, size, root }, logSigner(new Uint8Array(32).fill(random.next(255))))
  await db.query(
    "insert into internal.log_checkpoint (hour, size, root, note, signed_at) values (date_trunc('hour', now()), $1, $2, $3, now())",
    [size, Buffer.from(root), note],
  )
  return `${done}, with a checkpoint signed by another key`
}

/** Back to a checkpoint that was genuine once: only one that lies outside tells. */
const cutOff: Tampering = async (db, random) => {
  const { rows } = await db.query<{ size: string }>(
    'select size::text from internal.log_checkpoint where size < (select max(size) from internal.log_checkpoint)',
  )
  const { size } = random.of(rows)
  await db.query(
    'delete from audit.event where seq in (select seq from internal.log_leaf where position >= $1)',
    [size],
  )
  await db.query('delete from internal.log_leaf where position >= $1', [size])
  await db.query('delete from internal.log_checkpoint where size > $1', [size])
  await rebuild(db)
  return `cut the log off at its checkpoint over ${size} lines`
}

const editStored: Tampering = async (db, random) => {
  const { position } = await anyLine(db, random)
  const statements = [
    `update internal.log_leaf set hash = sha256(hash) where position = ${position}`,
    `update internal.log_leaf set seq = (select max(seq) + 1 from audit.event) where position = ${position}`,
    `delete from internal.log_leaf where position = ${position}`,
    'update internal.log_subtree set hash = sha256(hash)',
    'delete from internal.log_subtree',
    'update internal.log set frontier = sha256(frontier) || substring(frontier from 33)',
    'update internal.log set size = size - 1',
    'update internal.log set size = size + 1',
    "update internal.log set after_xid = '1'",
    'update internal.log set after_seq = after_seq + 1',
    "update internal.log set origin = 'yorube/0000000000000000'",
    'delete from internal.log',
    'delete from internal.log_checkpoint',
    "update internal.log_checkpoint set note = replace(note, E'\\n' || size || E'\\n', E'\\n' || size + 1 || E'\\n')",
    "update internal.log_checkpoint set note = 'x' || note",
  ]
  const statement = random.of(statements)
  await db.query(statement)
  return statement
}

export const TAMPERINGS: readonly Tampering[] = [
  editColumn,
  deleteLine,
  deleteWithLeaf,
  deleteAndRebuild,
  swapLeaves,
  swapLines,
  insertLine,
  insertAndRebuild,
  editAndRebuild,
  editAndForge,
  cutOff,
  editStored,
]

async function closeGaps(db: Statements): Promise<void> {
  await db.query('update internal.log_leaf set position = -position - 1')
  await db.query(
    `update internal.log_leaf l set position = n.place - 1
     from (select seq, row_number() over (order by position desc) as place from internal.log_leaf) n where n.seq = l.seq`,
  )
}

/** Leaves, subtrees and the log's own row, as they would be for the lines as they stand now. */
async function rebuild(db: Statements): Promise<{ origin: string; size: number; root: Uint8Array }> {
  const { rows, seqs } = await one<{ rows: Buffer; seqs: string[] }>(
    db,
    `select string_agg(${leafRow('e')}, ''::bytea order by l.position) as rows, array_agg(l.seq::text order by l.position) as seqs
     from internal.log_leaf l join audit.event e using (seq)`,
  )
  const kept: Subtree[] = []
  const tree = new GrowingTree(0, new Uint8Array(0), (subtree) => kept.push(subtree))
  const hashes: Buffer[] = []
  const reader = new LeafReader(rows)
  while (!reader.isAtEnd) {
    const hash = hashLeaf(reader.next() as Uint8Array)
    hashes.push(Buffer.from(hash))
    tree.append(hash)
  }
  await db.query(
    'update internal.log_leaf l set hash = n.hash from unnest($1::bigint[], $2::bytea[]) as n (seq, hash) where n.seq = l.seq',
    [seqs, hashes],
  )
  await db.query('delete from internal.log_subtree')
  await db.query(
    'insert into internal.log_subtree select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])',
    [kept.map((s) => s.level), kept.map((s) => s.place), kept.map((s) => Buffer.from(s.hash))],
  )
  const { origin } = await one<{ origin: string }>(
    db,
    `update internal.log set size = $1, frontier = $2, after_xid = e.xid8, after_seq = e.seq
     from audit.event e where e.seq = $3 returning origin`,
    [tree.size, Buffer.from(tree.edge), seqs.at(-1)],
  )
  return { origin, size: tree.size, root: tree.root() }
}
