import { type Beginning, beginningsIn, isOfItsTime } from '../beginnings.ts'
import type { Statements } from '../log/seal-round.ts'
import {
  KEYED_LENGTH,
  type KnownBy,
  makerOfHash,
  PLAIN_LENGTH,
  timeOfHash,
  type WritingLine,
  type Written,
} from '../written.ts'
import type { FindingBook } from './findings.ts'
import { streamed } from './streamed.ts'
import { TimeWatch } from './time-watch.ts'

const mostNamed = 200

interface Line extends WritingLine {
  xid8: number
  seq: number
  /** Milliseconds. */
  at: number
  contentHash: Buffer
  labels: string[] | null
  rowIds: string[] | null
  hashes: Buffer | null
}

const isOfWriting = `octet_length(e.content_hash) in (${PLAIN_LENGTH}, ${KEYED_LENGTH})`

const linesOfWritings = `
  select e.xid8::text::float8 as xid8, e.seq::float8 as seq, date_part('epoch', e.at) * 1000 as at, e.tenant_id as "tenantId", e.action, e.actor_id as "actorId",
    e.content_hash as "contentHash", w.labels, w.row_ids as "rowIds", w.hashes
  from audit.event e left join lateral (
    select array_agg(w.label order by w.label collate "C", w.row_id) as labels,
      array_agg(w.row_id::text order by w.label collate "C", w.row_id) as row_ids,
      string_agg(w.hash, ''::bytea order by w.label collate "C", w.row_id) as hashes
    from audit.written w where w.seq = e.seq) w on true
  where ${isOfWriting} order by e.xid8, e.seq`

/**
 * The hashes of what was written, against the content hash of the line that the log covers: which only the application makes, for one
 * line and no other, under the root secret of its time, and just before it is written.
 */
export async function checkWritings(
  db: Statements,
  vault: KnownBy,
  book: FindingBook,
): Promise<{ documents: number }> {
  const beginnings = await beginningsIn(db, vault)
  await checkBeginnings(db, beginnings, book)
  const times = new TimeWatch(book)
  let documents = 0
  for await (const lines of streamed<Line>(db, linesOfWritings)) {
    for (const line of lines) {
      documents += line.labels?.length ?? 0
      const maker = makerOfHash(vault, line, entriesOf(line), line.contentHash)
      if (maker === null) book.add({ kind: 'writing-altered', seq: line.seq })
      else if (!isOfItsTime(beginnings, maker, line)) book.add({ kind: 'writing-unkeyed', seq: line.seq })
      else times.take(line, timeOfHash(line.contentHash))
    }
  }
  times.finish()
  await checkCopied(db, book)
  await checkLoose(db, book)
  return { documents }
}

function entriesOf({ labels, rowIds, hashes }: Line): Written[] {
  return (labels ?? []).map((label, index) => ({
    label,
    rowId: rowIds?.[index] ?? '',
    hash: hashes?.subarray(index * 32, (index + 1) * 32) ?? Buffer.alloc(0),
  }))
}

/**
 * The present root secret has its time, each has one, and what had been destroyed before was said with the first of them: whoever takes
 * a beginning away has the next start make another, and say that once more.
 */
async function checkBeginnings(
  db: Statements,
  beginnings: readonly Beginning[],
  book: FindingBook,
): Promise<void> {
  if (!beginnings.some((one) => one.generation === 0)) book.add({ kind: 'beginning-missing' })
  const begun = new Set<number>()
  for (const { generation, place } of beginnings) {
    if (begun.has(generation)) book.add({ kind: 'begun-again', seq: place.seq })
    begun.add(generation)
  }
  const { rows } = await db.query<{ seq: number }>(
    `select e.seq::float8 as seq from audit.event e
     where e.action = 'record.destroyed-before' and e.xid8 is distinct from $1::text::xid8 order by 1 limit ${mostNamed}`,
    [beginnings[0] ? String(beginnings[0].place.xid8) : null],
  )
  for (const { seq } of rows) book.add({ kind: 'destroyed-before-again', seq })
}

/** A line that was written once more puts an old hash in front of the newest. */
async function checkCopied(db: Statements, book: FindingBook): Promise<void> {
  const { rows } = await db.query<{ seq: number }>(
    `select max(e.seq)::float8 as seq from audit.event e where octet_length(e.content_hash) = ${KEYED_LENGTH}
     group by e.content_hash having count(*) > 1 order by 1 limit ${mostNamed}`,
  )
  for (const { seq } of rows) book.add({ kind: 'writing-copied', seq })
}

/** A hash that no line stands behind could make an altered row look right. */
async function checkLoose(db: Statements, book: FindingBook): Promise<void> {
  const { rows } = await db.query<{ seq: number }>(
    `select distinct w.seq::float8 as seq from audit.written w left join audit.event e on e.seq = w.seq
     where e.seq is null or (${isOfWriting}) is not true limit ${mostNamed}`,
  )
  for (const { seq } of rows) book.add({ kind: 'writing-altered', seq })
}

/**
 * Removed with the saved view that they name, taken back by her who declared it, or emptied because a row in it changed (it held
 * nothing that its rows do not); everything else that was written stays.
 */
const mayGo = ['saved_view.name', 'kin.document', 'search_drawer.lines']

/**
 * Live rows against what was last written there: an older genuine copy of a row opens, and still is not the newest. What a decided
 * destruction emptied was written down as nothing and is nothing, its row still there; whatever else is empty or missing was not decided. The
 * labels are ours (guards compare them with the columns), so that none of them reaches a statement from a row.
 */
export async function checkRows(
  db: Statements,
  columns: readonly SealedColumn[],
  book: FindingBook,
): Promise<{ rows: number; unrecorded: number }> {
  let [checked, unrecorded] = [0, 0]
  for (const { schema, table, column } of columns) {
    const label = `${table}.${column}`
    const live = `${quoted(schema)}.${quoted(table)}`
    const { rows } = await db.query<{ rowId: string; seq: number; isGone: boolean }>(
      `select n.row_id as "rowId", n.seq::float8 as seq, coalesce(t.${quoted(column)}, '') = '' as "isGone"
       from (select distinct on (row_id) tenant_id, row_id, seq, hash from audit.written where label = $1
             order by row_id, seq desc) n
       left join ${live} t on t.tenant_id = n.tenant_id and t.id = n.row_id
       where (t.id is null or sha256(coalesce(t.${quoted(column)}, '')) <> n.hash) and not (t.${quoted(column)} is null and $1 = any ($2))
       limit ${mostNamed}`,
      [label, mayGo],
    )
    for (const { rowId, seq, isGone } of rows) {
      book.add({ kind: isGone ? 'row-gone' : 'row-differs', label, rowId, seq })
    }
    const { rows: emptied } = await db.query<{ rowId: string }>(
      `select t.id as "rowId" from ${live} t where t.${quoted(column)} = '' and not exists (
         select from audit.written w where w.label = $1 and w.row_id = t.id) limit ${mostNamed}`,
      [label],
    )
    for (const { rowId } of emptied) book.add({ kind: 'row-gone', label, rowId, seq: null })
    const { rows: counts } = await db.query<{ rows: number; unrecorded: number }>(
      `select count(*)::float8 as rows, (count(*) filter (where not exists (
         select from audit.written w where w.label = $1 and w.row_id = t.id)))::float8 as unrecorded
       from ${live} t where t.${quoted(column)} is not null`,
      [label],
    )
    checked += counts[0]?.rows ?? 0
    unrecorded += counts[0]?.unrecorded ?? 0
  }
  return { rows: checked, unrecorded }
}

export interface SealedColumn {
  schema: string
  table: string
  column: string
}

/** Columns of a sealed class; a person's own drafts have no line, and the record covers its own reasons. */
export async function sealedColumns(db: Statements): Promise<SealedColumn[]> {
  const { rows } = await db.query<SealedColumn>(
    `select n.nspname as schema, c.relname as table, a.attname as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname in ('public', 'auth') and c.relname <> 'draft'
       and col_description(c.oid, a.attnum) in ('S', 'F', 'A') order by 1, 2, 3`,
  )
  return rows
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
