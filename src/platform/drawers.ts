import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Compartments } from './compartments.ts'
import type { Tx } from './db/tx.ts'
import { readPiles } from './piles.ts'
import { addressOf, defineRecord, type RecordKind, readAs, type Sealed } from './records.ts'
import { SealedShelf } from './sealed-shelf.ts'
import type { Scene } from './use-case.ts'
import type { SealedDocument, SealedPile } from './vault/contract.ts'

/** Cards or labels in one drawer, and how many are worth one. */
const perDrawer = 256
const fewest = 32
/** Drawers that one search files on the way, so that nobody waits long for the first one at a desk. */
const filedAtOnce = 8
/** Drawers that one search looks through: 96,000 to 190,000 copies. */
const mostDrawers = 750
/** Only a desk that was just taken over from elsewhere has so many that no search has filed yet. */
const mostLoose = 50_000
/** Sealed drawers that a process keeps at hand: of some 180,000 copies, for a quarter of an hour. */
const shelf = new SealedShelf(64 * 2 ** 20, 15 * 60_000)

/**
 * What many copies of one kind can be found by, a line each: with neither quotes nor backslashes, so that a line is found
 * where it stands (`searchLines`). Whoever changes what a line says or how words are folded raises the version and empties all
 * drawers in a migration, which says the version anew, too (`internal.drawer_schema`; `src/modules/search/filed-lines.test.ts` notices).
 */
export const drawerRecord = defineRecord({
  label: 'search_drawer.lines',
  scope: 'desk',
  version: 1,
  schema: z.object({
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON would write them with a backslash
    lines: z.array(z.string().regex(/^[^"\\\u0000-\u001f]*$/)),
  }),
})

/** What is to be looked through, as of one moment. */
export interface Look {
  drawerIds: readonly string[]
  piles: readonly SealedPile[]
}

/** Drawers to look through. Any of them may be filed, marked or thrown away meanwhile: then one looks again. */
export interface Drawers {
  read: (ids: readonly string[]) => Promise<SealedDocument[]>
  /** What else there is by now than these drawers. */
  look: () => Promise<Look>
  /** One that does not open any more holds nothing that its rows do not. */
  mark: (id: string) => Promise<void>
}

/** Copies of one kind, as the module that has them knows them. */
export interface Copies<Plain> {
  kind: RecordKind
  /** Selects `id, desk_id, rev, schema_no, document` of these rows, what is to be shown first at the front. */
  rows: (ids: readonly string[], most: number) => RawBuilder<unknown>
  sealed: (ids: readonly string[]) => Promise<DatedCopy<Plain>[]>
  /** Pure, and the only one who sees a content. */
  lineOf: (id: string, at: Date, content: Plain) => string
}

export interface DatedCopy<Plain> {
  sealed: Sealed<Plain>
  /** By which its line is put in order among equals, newest first. */
  at: Date
}

/** Comes last of all: nobody changes copies of the desk from then on until the commit. */
export type Filing = () => Promise<void>

export interface CopiesAt {
  drawers: Drawers
  first: Look
  isCut: boolean
  /** Seals drawers of the loose ones when they are many. What it answers files them. */
  seal: () => Promise<Filing>
}

/** The copies of one kind at these desks: in drawers, and loose. */
export async function copiesAt<Plain>(
  scene: Pick<Scene, 'actor' | 'tx' | 'keys'>,
  deskIds: readonly string[],
  copies: Copies<Plain>,
): Promise<CopiesAt> {
  const { tx, actor } = scene
  const versions = new Map<string, string>()
  const look = async () => {
    const { drawers, looseIds } = await whereabouts(tx, copies.kind, deskIds)
    for (const { id, version } of drawers) versions.set(id, version)
    const found =
      looseIds.length > 0 &&
      (await readPiles(tx, actor.tenantId, copies.kind, copies.rows(looseIds, mostLoose)))
    return { drawerIds: drawers.map(({ id }) => id), looseIds, piles: found ? found.piles : [] }
  }
  const first = await look()
  return {
    drawers: {
      read: (ids) => documentsOf(tx, actor.tenantId, ids, versions),
      look,
      mark: (id) => markDrawer(tx, id),
    },
    first,
    isCut: first.looseIds.length > mostLoose || first.drawerIds.length === mostDrawers,
    seal: async () => {
      if (first.looseIds.length < fewest) return async () => undefined
      const sealed = await sealDrawers(scene, deskIds, copies)
      return () => fileDrawers(scene, copies.kind, sealed)
    },
  }
}

/** Both as of one moment: a drawer may be filed or marked at any time. */
async function whereabouts(tx: Tx, { label }: RecordKind, deskIds: readonly string[]) {
  const desks = sql`${[...deskIds]}::uuid[]`
  const { rows } = await sql<{ ids: string[]; versions: string[]; loose: string[] }>`
    select x.ids::text[], x.versions, array(select auth.loose_copies(${label}, ${desks}, ${mostLoose + 1}))::text[] as loose
    from (select array_agg(d.id) as ids, array_agg(d.version) as versions
      from auth.drawers_at(${label}, ${desks}, ${mostDrawers}) d) x`.execute(tx)
  const { ids, versions, loose } = rows[0] ?? {}
  const drawers = (ids ?? []).map((id, place) => ({ id, version: versions?.[place] ?? '' }))
  return { drawers, looseIds: loose ?? [] }
}

/** Each from the shelf, or from where it lies. */
async function documentsOf(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
  versions: ReadonlyMap<string, string>,
): Promise<SealedDocument[]> {
  const nameOf = (id: string) => `${tenantId} ${id} ${versions.get(id)}`
  const atHand = new Map(ids.map((id) => [id, shelf.take(nameOf(id))]))
  const missing = ids.filter((id) => !atHand.get(id))
  const read = missing.length > 0 ? await readDrawers(tx, tenantId, missing) : []
  for (const document of read) shelf.put(nameOf(document.rowId), document)
  return [...[...atHand.values()].filter((document) => document !== undefined), ...read]
}

async function readDrawers(tx: Tx, tenantId: string, ids: readonly string[]): Promise<SealedDocument[]> {
  const { rows } = await sql<{ id: string; desk_id: string; rev: number; schema_no: number; lines: Buffer }>`
    select * from auth.read_drawers(${[...ids]}::uuid[])`.execute(tx)
  return rows.map(({ id, desk_id, rev, schema_no, lines }) => ({
    ...addressOf(drawerRecord, { tenantId, id, compartmentId: desk_id, rev, schema: schema_no }),
    bytes: lines,
  }))
}

/** Like `rewrite` it gives out nothing; what cannot be opened stays where it is. */
async function sealDrawers<Plain>(
  scene: Pick<Scene, 'tx' | 'keys'>,
  deskIds: readonly string[],
  copies: Copies<Plain>,
): Promise<SealedDrawer[]> {
  const { rows } = await sql<{ desk_id: string; row_id: string }>`
    select * from auth.copies_to_file(${copies.kind.label}, ${[...deskIds]}::uuid[], ${fewest}, ${filedAtOnce * perDrawer})`.execute(
    scene.tx,
  )
  const sealed: SealedDrawer[] = []
  for (const [deskId, atDesk] of Map.groupBy(rows, (row) => row.desk_id)) {
    for (let from = 0; from + fewest <= atDesk.length; from += perDrawer) {
      const ids = atDesk.slice(from, from + perDrawer).map((row) => row.row_id)
      sealed.push(...(await sealDrawer(scene.keys, deskId, copies, await copies.sealed(ids))))
    }
  }
  return sealed
}

/** Only what is filed stands in the record: of several who search at once, one files. */
async function fileDrawers(
  { tx, keys }: Pick<Scene, 'tx' | 'keys'>,
  { label }: RecordKind,
  sealed: readonly SealedDrawer[],
): Promise<void> {
  for (const { id, deskId, lines, rowIds, revs } of sealed) {
    const { rows } = await sql<{ filed: boolean }>`
      select auth.file_drawer(${id}, ${deskId}, ${label}, ${drawerRecord.version}, ${lines}, ${rowIds}::uuid[],
        ${revs}::bigint[]) as filed`.execute(tx)
    if (rows[0]?.filed) keys.noteSealed(drawerRecord.label, id, lines)
  }
}

interface SealedDrawer {
  id: string
  deskId: string
  lines: Buffer
  rowIds: string[]
  revs: number[]
}

async function sealDrawer<Plain>(
  keys: Compartments,
  deskId: string,
  { kind, lineOf }: Copies<Plain>,
  copies: readonly DatedCopy<Plain>[],
): Promise<SealedDrawer[]> {
  const texts = await keys.reveal(
    copies.map(({ sealed }) => ({ ...addressOf(kind, sealed.row), bytes: sealed.row.bytes })),
  )
  const opened = copies.flatMap((copy, index) => {
    const read = readAs<Plain>(kind, texts[index])
    if (!read) return []
    const { id, rev } = copy.sealed.row
    return [{ id, rev, line: lineOf(id, copy.at, read.content) }]
  })
  if (opened.length === 0) return []
  const id = drawerName(deskId, kind.label, opened)
  const lines = keys.sealUnnoted(
    drawerRecord,
    { id, compartmentId: deskId, rev: 1 },
    { lines: opened.map((one) => one.line) },
  )
  return [{ id, deskId, lines, rowIds: opened.map((one) => one.id), revs: opened.map((one) => one.rev) }]
}

/** What it was made of, so that another one's lines cannot be put in its place: as `auth.drawer_name` has it. */
function drawerName(deskId: string, label: string, rows: readonly { id: string; rev: number }[]): string {
  const list = rows.map(({ id, rev }) => `${id}:${rev}`).sort()
  const name = createHash('sha256')
    .update(`${deskId} ${label} ${list.join(',')}`)
    .digest('hex')
  return name.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** As stale: whoever looks goes to its rows, and the worker throws it away. */
export async function markDrawer(tx: Tx, id: string): Promise<void> {
  await sql`select auth.mark_drawer(${id})`.execute(tx)
}
