import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import type { BodyKind, DeskKind, Terminal } from './codes.ts'

export interface DeskName {
  deskId: string
  name: string
  bodyId: string
  bodyName: string
  bodyKind: BodyKind
  kind: DeskKind
  terminal: Terminal
  /** Whether its key exists; without one nothing can be sealed for it. */
  isFounded: boolean
  isOutsideMunicipality: boolean
  publicPhone: string
  extension: string
  /** Ended desks keep their names for history. */
  isActive: boolean
}

const todayInJapan = sql<string>`(now() at time zone 'Asia/Tokyo')::date`

function desks(tx: Tx) {
  return tx
    .selectFrom('desk_entry')
    .innerJoin('body', (join) =>
      join.onRef('body.tenant_id', '=', 'desk_entry.tenant_id').onRef('body.id', '=', 'desk_entry.body_id'),
    )
    .innerJoin('auth.desk', (join) =>
      join
        .onRef('auth.desk.tenant_id', '=', 'desk_entry.tenant_id')
        .onRef('auth.desk.id', '=', 'desk_entry.desk_id'),
    )
    .select([
      'desk_entry.desk_id',
      'desk_entry.name',
      'desk_entry.kind',
      'desk_entry.public_phone',
      'desk_entry.extension',
      'body.id as body_id',
      'body.name as body_name',
      'body.kind as body_kind',
      'body.is_outside_municipality',
      'auth.desk.kind as terminal',
      'auth.desk.epoch',
      sql<boolean>`desk_entry.active_from <= ${todayInJapan} and body.active_from <= ${todayInJapan}
        and coalesce(desk_entry.active_until, 'infinity') >= ${todayInJapan}
        and coalesce(body.active_until, 'infinity') >= ${todayInJapan}`.as('is_active'),
    ])
}

type DeskRow = Awaited<ReturnType<ReturnType<typeof desks>['execute']>>[number]

function nameOf(row: DeskRow): DeskName {
  return {
    deskId: row.desk_id,
    name: row.name,
    bodyId: row.body_id,
    bodyName: row.body_name,
    bodyKind: row.body_kind as BodyKind,
    kind: row.kind as DeskKind,
    terminal: row.terminal as Terminal,
    isFounded: row.epoch !== null,
    isOutsideMunicipality: row.is_outside_municipality,
    publicPhone: row.public_phone,
    extension: row.extension,
    isActive: row.is_active,
  }
}

/** Names of desks by id, ended ones included; an id that is no desk of this tenant is missing from the map. */
export async function deskNames(tx: Tx, ids: readonly string[]): Promise<Map<string, DeskName>> {
  if (ids.length === 0) return new Map()
  const rows = await desks(tx)
    .where('desk_entry.desk_id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.desk_id, nameOf(row)]))
}

/** Active desks that can be asked for something, by terminal or on paper, in the order of the directory. */
export async function listAskableDesks(tx: Tx): Promise<DeskName[]> {
  const rows = await desks(tx)
    .where('auth.desk.kind', 'in', ['asked', 'paper'])
    .orderBy('body.sort')
    .orderBy('desk_entry.sort')
    .orderBy('desk_entry.name')
    .limit(1_000)
    .execute()
  return rows.map(nameOf).filter((desk) => desk.isActive)
}

const hubOrder: readonly DeskKind[] = ['hub', 'center', 'counselors_group']

/** The desk to which other desks refer: the hub, else the centre; null before a network is founded. */
export async function deskOfHub(tx: Tx): Promise<DeskName | null> {
  const rows = await desks(tx)
    .where('auth.desk.kind', '=', 'hub')
    .orderBy('body.sort')
    .orderBy('desk_entry.sort')
    .limit(100)
    .execute()
  const active = rows.map(nameOf).filter((desk) => desk.isActive)
  for (const kind of hubOrder) {
    const found = active.find((desk) => desk.kind === kind)
    if (found) return found
  }
  return active[0] ?? null
}
