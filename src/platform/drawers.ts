import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from './db/tx.ts'
import { readPiles } from './piles.ts'
import { addressOf, defineRecord, type RecordKind, type Sealed } from './records.ts'
import { platform } from './runtime.ts'
import type { Scene } from './use-case.ts'
import type { SealedDocument, SealedPile } from './vault/contract.ts'

/** Cards or labels in one drawer, and how many are worth one. */
const perDrawer = 128
const fewest = 32
/** Drawers that one search files on the way, so that nobody waits long for the first one at a desk. */
const filedAtOnce = 16
/** Drawers that one search looks through: some 190,000 copies. */
const mostDrawers = 1_500
/** Only a desk that was just taken over from elsewhere has so many that no search has filed yet. */
const mostLoose = 50_000

/**
 * What many copies of one kind can be found by, a line each: with neither quotes nor backslashes, so that a line is found
 * where it stands (`searchLines`). Whoever changes what a line says or how words are folded raises the version and empties all
 * drawers in a migration (`src/modules/search/filed-lines.test.ts` notices).
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

/** Drawers to look through. Whatever was emptied since their ids were found lies loose by now. */
export interface Drawers {
  ids: readonly string[]
  read: (ids: readonly string[]) => Promise<SealedDocument[]>
  looseByNow: () => Promise<readonly SealedPile[]>
  /** One that does not open any more holds nothing that its rows do not. */
  empty: (id: string) => Promise<void>
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

/** The copies of one kind at these desks: in drawers, and loose. Files the loose ones on the way when they are many. */
export async function copiesAt<Plain>(
  scene: Pick<Scene, 'actor' | 'tx' | 'keys'>,
  deskIds: readonly string[],
  copies: Copies<Plain>,
): Promise<{ drawers: Drawers; piles: SealedPile[]; isCut: boolean }> {
  const { tx, actor } = scene
  const pilesOf = (ids: readonly string[]) =>
    readPiles(tx, actor.tenantId, copies.kind, copies.rows(ids, mostLoose))
  const { drawerIds, looseIds } = await whereabouts(tx, copies.kind, deskIds)
  const { piles } = looseIds.length > 0 ? await pilesOf(looseIds) : { piles: [] }
  if (looseIds.length >= fewest) await fileDrawers(scene, deskIds, copies)
  return {
    drawers: {
      ids: drawerIds,
      read: (ids) => documentsOf(tx, actor.tenantId, ids),
      empty: (id) => emptyDrawer(tx, id),
      looseByNow: async () => (await pilesOf((await whereabouts(tx, copies.kind, deskIds)).looseIds)).piles,
    },
    piles,
    isCut: looseIds.length > mostLoose || drawerIds.length === mostDrawers,
  }
}

/** Both as of one moment: a drawer may be filed or emptied at any time. */
async function whereabouts(tx: Tx, { label }: RecordKind, deskIds: readonly string[]) {
  const desks = sql`${[...deskIds]}::uuid[]`
  const { rows } = await sql<{ drawers: string[]; loose: string[] }>`
    select array(select id from search_drawer where desk_id = any (${desks}) and label = ${label} order by id
        limit ${mostDrawers})::text[] as drawers,
      array(select auth.loose_copies(${label}, ${desks}, ${mostLoose + 1}))::text[] as loose`.execute(tx)
  return { drawerIds: rows[0]?.drawers ?? [], looseIds: rows[0]?.loose ?? [] }
}

async function documentsOf(tx: Tx, tenantId: string, ids: readonly string[]): Promise<SealedDocument[]> {
  const rows = await tx
    .selectFrom('search_drawer')
    .select(['id', 'desk_id', 'rev', 'schema_no', 'lines'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .limit(ids.length)
    .execute()
  return rows.map(({ id, desk_id, rev, schema_no, lines }) => ({
    ...addressOf(drawerRecord, { tenantId, id, compartmentId: desk_id, rev, schema: schema_no }),
    bytes: lines,
  }))
}

/**
 * Files what lies loose at these desks, a drawer at a time: a search that found many on its way does it, in
 * its own transaction. Like `rewrite` it gives out nothing; what cannot be opened stays where it is.
 */
async function fileDrawers<Plain>(
  scene: Pick<Scene, 'tx' | 'keys'>,
  deskIds: readonly string[],
  copies: Copies<Plain>,
): Promise<void> {
  const { rows } = await sql<{ desk_id: string; row_id: string }>`
    select * from auth.copies_to_file(${copies.kind.label}, ${[...deskIds]}::uuid[], ${fewest},
      ${filedAtOnce * perDrawer})`.execute(scene.tx)
  for (const [deskId, atDesk] of Map.groupBy(rows, (row) => row.desk_id)) {
    for (let from = 0; from + fewest <= atDesk.length; from += perDrawer) {
      const ids = atDesk.slice(from, from + perDrawer).map((row) => row.row_id)
      if (!(await fileOne(scene, deskId, copies, await copies.sealed(ids)))) break
    }
  }
}

async function fileOne<Plain>(
  { tx, keys }: Pick<Scene, 'tx' | 'keys'>,
  deskId: string,
  { kind, lineOf }: Copies<Plain>,
  copies: readonly DatedCopy<Plain>[],
): Promise<boolean> {
  const texts = platform().vault.reveal(
    keys.opener,
    copies.map(({ sealed }) => ({ ...addressOf(kind, sealed.row), bytes: sealed.row.bytes })),
  )
  const lines: string[] = []
  const filed: DatedCopy<Plain>[] = []
  for (const [index, copy] of copies.entries()) {
    const text = texts[index]
    const parsed = typeof text === 'string' ? kind.schema.safeParse(JSON.parse(text)) : undefined
    if (!parsed?.success) continue
    lines.push(lineOf(copy.sealed.row.id, copy.at, parsed.data as Plain))
    filed.push(copy)
  }
  if (filed.length === 0) return false
  const id = crypto.randomUUID()
  const bytes = keys.seal(drawerRecord, { id, compartmentId: deskId, rev: 1 }, { lines })
  const ids = filed.map(({ sealed }) => sealed.row.id)
  const revs = filed.map(({ sealed }) => sealed.row.rev)
  const { rows } = await sql<{ is_filed: boolean }>`
    select auth.file_drawer(${id}, ${deskId}, ${kind.label}, ${drawerRecord.version}, ${bytes}, ${ids}::uuid[],
      ${revs}::bigint[]) as is_filed`.execute(tx)
  return rows[0]?.is_filed ?? false
}

async function emptyDrawer(tx: Tx, id: string): Promise<void> {
  await sql`select auth.empty_drawer(${id})`.execute(tx)
}
