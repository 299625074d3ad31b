import type { Statements } from '../log/seal-round.ts'
import { hashOfWritten } from '../written.ts'
import type { Shredded } from './check-shredded.ts'
import type { FindingBook } from './findings.ts'
import { streamed } from './streamed.ts'

const mostNamed = 200

interface Line {
  seq: number
  contentHash: Buffer
  labels: string[] | null
  rowIds: string[] | null
  hashes: Buffer | null
}

const linesOfWritings = `
  select e.seq::float8 as seq, e.content_hash as "contentHash", w.labels, w.row_ids as "rowIds", w.hashes
  from audit.event e left join lateral (
    select array_agg(w.label order by w.label collate "C", w.row_id) as labels,
      array_agg(w.row_id::text order by w.label collate "C", w.row_id) as row_ids,
      string_agg(w.hash, ''::bytea order by w.label collate "C", w.row_id) as hashes
    from audit.written w where w.seq = e.seq) w on true
  where octet_length(e.content_hash) = 33`

/** The hashes of what was written, against the content hash of the line that the log covers. */
export async function checkWritings(db: Statements, book: FindingBook): Promise<{ documents: number }> {
  let documents = 0
  for await (const lines of streamed<Line>(db, linesOfWritings)) {
    for (const line of lines) {
      documents += line.labels?.length ?? 0
      if (!isRight(line)) book.add({ kind: 'writing-altered', seq: line.seq })
    }
  }
  await checkLoose(db, book)
  return { documents }
}

function isRight({ contentHash, labels, rowIds, hashes }: Line): boolean {
  const entries = (labels ?? []).map((label, index) => ({
    label,
    rowId: rowIds?.[index] ?? '',
    hash: hashes?.subarray(index * 32, (index + 1) * 32) ?? Buffer.alloc(0),
  }))
  return hashOfWritten(entries).equals(contentHash)
}

/** A hash that no line stands behind could make an altered row look right. */
async function checkLoose(db: Statements, book: FindingBook): Promise<void> {
  const { rows } = await db.query<{ seq: number }>(
    `select distinct w.seq::float8 as seq from audit.written w left join audit.event e on e.seq = w.seq
     where e.seq is null or octet_length(e.content_hash) is distinct from 33 limit ${mostNamed}`,
  )
  for (const { seq } of rows) book.add({ kind: 'writing-altered', seq })
}

/**
 * Removed with the saved view that they name, taken back by her who declared it, or emptied because a row in it changed (it held
 * nothing that its rows do not); everything else that was written stays.
 */
const mayGo = ['saved_view.name', 'kin.document', 'search_drawer.lines']

/**
 * Live rows against what was last written there: an older genuine copy of a row opens, and still is not the newest. A record
 * that was destroyed by decision is empty, and may be nothing else. The
 * labels are ours (guards compare them with the columns), so that none of them reaches a statement from a row.
 */
export async function checkRows(
  db: Statements,
  columns: readonly SealedColumn[],
  shredded: Shredded,
  book: FindingBook,
): Promise<{ rows: number; unrecorded: number }> {
  let [checked, unrecorded] = [0, 0]
  for (const { schema, table, column } of columns) {
    const label = `${table}.${column}`
    const live = `${quoted(schema)}.${quoted(table)}`
    const keys = await keysOf(db, live)
    const { rows } = await db.query<{ rowId: string; seq: number; isGone: boolean }>(
      `select n.row_id as "rowId", n.seq::float8 as seq, t.${quoted(column)} is null as "isGone"
       from (select distinct on (row_id) tenant_id, row_id, seq, hash from audit.written where label = $1
             order by row_id, seq desc) n
       left join ${live} t on t.tenant_id = n.tenant_id and t.id = n.row_id
       where (t.${quoted(column)} is null and not ($1 = any ($3)) or sha256(t.${quoted(column)}) <> n.hash)
         and not (coalesce(octet_length(t.${quoted(column)}), 0) = 0 and coalesce(${keys} = any ($2), false)) limit ${mostNamed}`,
      [label, shredded.marks, mayGo],
    )
    for (const { rowId, seq, isGone } of rows) {
      book.add({ kind: isGone ? 'row-gone' : 'row-differs', label, rowId, seq })
    }
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

/** By which a row is known to belong to a destroyed record: the compartment it lies in, else the case it names. */
async function keysOf(db: Statements, live: string): Promise<string> {
  const { rows } = await db.query<{ name: string }>(
    `select a.attname as name from pg_attribute a
     where a.attrelid = $1::regclass and a.attname in ('compartment_id', 'case_id') order by a.attname desc limit 1`,
    [live],
  )
  return rows[0] ? `t.${quoted(rows[0].name)}` : 'null::uuid'
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
