import type { Tx } from '../../platform/db/tx.ts'
import { bodyValues, listBodies, today } from './body-store.ts'
import { desksOfBodies, deskValues } from './desk-store.ts'
import type { ImportPlan, PlannedLine } from './import-plan.ts'
import { japanese, type Sheet, type SheetKind, type SheetRow } from './sheet.ts'
import { type BodyRow, bodySheet, type DeskRow, deskSheet, type WindowRow, windowSheet } from './sheets.ts'
import { listPublicWindows, windowValues } from './window-store.ts'

/** Bodies of a tenant; a directory beyond this is not a directory any more. */
const mostBodies = 5_000

async function allBodies(tx: Tx) {
  return listBodies(tx, { withEnded: true }, mostBodies)
}

export async function readBodies(tx: Tx) {
  const bodies = await allBodies(tx)
  const rows = bodies.map(
    ({ rev: _rev, activeUntil, ...body }): BodyRow => ({ ...body, activeUntil: activeUntil ?? undefined }),
  )
  return { sheet: bodySheet, rows }
}

export async function readDesks(tx: Tx, mayAdd: boolean) {
  const bodies = await allBodies(tx)
  const desks = await desksOfBodies(
    tx,
    bodies.map((body) => body.id),
  )
  const names = new Map(bodies.map((body) => [body.id, body.name]))
  const rows = desks.map(
    ({ rev: _rev, bodyId, isFounded: _isFounded, activeUntil, ...desk }): DeskRow => ({
      ...desk,
      body: names.get(bodyId) ?? '',
      activeUntil: activeUntil ?? undefined,
    }),
  )
  const ids = idsByName(bodies)
  return { sheet: deskSheet(new Set(ids.keys()), kindsByName(bodies), mayAdd), rows, bodyIds: ids }
}

export async function readWindows(tx: Tx) {
  const [bodies, windows] = await Promise.all([allBodies(tx), listPublicWindows(tx)])
  const names = new Map(bodies.map((body) => [body.id, body.name]))
  const rows = windows.map(
    ({ rev: _rev, bodyId, checkedOn, languages, ...window }): WindowRow => ({
      ...window,
      languages: languages as WindowRow['languages'],
      body: bodyId ? names.get(bodyId) : undefined,
      checkedOn: checkedOn ?? undefined,
    }),
  )
  const ids = idsByName(bodies)
  return { sheet: windowSheet(new Set(ids.keys()), kindsByName(bodies)), rows, bodyIds: ids }
}

function kindsByName(bodies: readonly { name: string; kind: string }[]) {
  const kinds = new Map(bodies.map((body) => [body.name, body.kind]))
  return (name: string) => kinds.get(name) ?? ''
}

function idsByName(bodies: readonly { id: string; name: string; activeUntil: string | null }[]) {
  return new Map(bodies.filter((body) => body.activeUntil === null).map((body) => [body.name, body.id]))
}

const chunk = 500

async function inChunks<T>(rows: readonly T[], write: (some: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += chunk) await write(rows.slice(at, at + chunk))
}

function touched<Row extends SheetRow>(plan: ImportPlan<Row>): PlannedLine<Row>[] {
  return plan.lines.filter((line) => line.change !== 'unchanged')
}

export async function writeBodies(tx: Tx, tenantId: string, plan: ImportPlan<BodyRow>): Promise<void> {
  const values = touched(plan).map(({ id, row }) => ({
    tenant_id: tenantId,
    id: id ?? crypto.randomUUID(),
    ...bodyValues(row),
    active_from: row.activeFrom ?? today(),
    active_until: row.activeUntil ?? null,
  }))
  await inChunks(values, (some) =>
    tx
      .insertInto('body')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'id']).doUpdateSet((set) => ({
          kind: set.ref('excluded.kind'),
          type_code: set.ref('excluded.type_code'),
          bureau: set.ref('excluded.bureau'),
          name: set.ref('excluded.name'),
          name_kana: set.ref('excluded.name_kana'),
          duty_ground: set.ref('excluded.duty_ground'),
          duty_source: set.ref('excluded.duty_source'),
          is_outside_municipality: set.ref('excluded.is_outside_municipality'),
          active_from: set.ref('excluded.active_from'),
          active_until: set.ref('excluded.active_until'),
          sort: set.ref('excluded.sort'),
          rev: set('body.rev', '+', 1),
        })),
      )
      .execute(),
  )
}

export async function writeDesks(
  tx: Tx,
  tenantId: string,
  plan: ImportPlan<DeskRow>,
  known: readonly DeskRow[],
  bodyIds: ReadonlyMap<string, string>,
): Promise<void> {
  const bodyOfDesk = await bodyOf(tx, known)
  const lines = touched(plan).map((line) => ({ ...line, deskId: line.id ?? crypto.randomUUID() }))
  await inChunks(
    lines.filter((line) => line.id === null),
    (some) =>
      tx
        .insertInto('auth.desk')
        .values(some.map(({ deskId, row }) => ({ tenant_id: tenantId, id: deskId, kind: row.terminal })))
        .execute(),
  )
  const values = lines.map(({ deskId, row }) => ({
    tenant_id: tenantId,
    desk_id: deskId,
    body_id: bodyOfDesk.get(deskId) ?? bodyIds.get(row.body) ?? '',
    ...deskValues(row),
    active_from: row.activeFrom ?? today(),
    active_until: row.activeUntil ?? null,
  }))
  await inChunks(values, (some) =>
    tx
      .insertInto('desk_entry')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'desk_id']).doUpdateSet((set) => ({
          name: set.ref('excluded.name'),
          kind: set.ref('excluded.kind'),
          public_phone: set.ref('excluded.public_phone'),
          extension: set.ref('excluded.extension'),
          active_from: set.ref('excluded.active_from'),
          active_until: set.ref('excluded.active_until'),
          sort: set.ref('excluded.sort'),
          rev: set('desk_entry.rev', '+', 1),
        })),
      )
      .execute(),
  )
}

async function bodyOf(tx: Tx, known: readonly DeskRow[]): Promise<Map<string, string>> {
  const ids = known.flatMap((row) => (row.id ? [row.id] : []))
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('desk_entry')
    .select(['desk_id', 'body_id'])
    .where('desk_id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.desk_id, row.body_id]))
}

export async function writeWindows(
  tx: Tx,
  tenantId: string,
  plan: ImportPlan<WindowRow>,
  bodyIds: ReadonlyMap<string, string>,
): Promise<void> {
  const values = touched(plan).map(({ id, row }) => ({
    tenant_id: tenantId,
    id: id ?? crypto.randomUUID(),
    ...windowValues({ ...row, bodyId: row.body ? bodyIds.get(row.body) : undefined }),
  }))
  await inChunks(values, (some) =>
    tx
      .insertInto('public_window')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'id']).doUpdateSet((set) => ({
          body_id: set.ref('excluded.body_id'),
          name: set.ref('excluded.name'),
          hours: set.ref('excluded.hours'),
          phone: set.ref('excluded.phone'),
          languages: set.ref('excluded.languages'),
          who_may_use: set.ref('excluded.who_may_use'),
          note: set.ref('excluded.note'),
          owner: set.ref('excluded.owner'),
          checked_on: set.ref('excluded.checked_on'),
          is_published: set.ref('excluded.is_published'),
          sort: set.ref('excluded.sort'),
          rev: set('public_window.rev', '+', 1),
        })),
      )
      .execute(),
  )
}

/** A table of the directory as it goes out, ended rows included: the import reads exactly this. */
export async function readSheet(
  tx: Tx,
  kind: SheetKind,
): Promise<{ columnKeys: string[]; header: string[]; rows: string[][] }> {
  if (kind === 'bodies') return written(await readBodies(tx))
  if (kind === 'desks') return written(await readDesks(tx, false))
  return written(await readWindows(tx))
}

function written<Row extends SheetRow>({ sheet, rows }: { sheet: Sheet<Row>; rows: readonly Row[] }) {
  return {
    columnKeys: sheet.columns.map((column) => column.key),
    header: sheet.columns.map((column) => japanese(column.word)),
    rows: rows.map((row) => sheet.columns.map((column) => column.write(row))),
  }
}
