import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import type { DeskKind, Terminal } from './codes.ts'
import type { DeskFields } from './contract.ts'

export interface Desk {
  id: string
  bodyId: string
  name: string
  kind: DeskKind
  terminal: Terminal
  isFounded: boolean
  publicPhone: string
  extension: string
  activeFrom: string
  activeUntil: string | null
  sort: number
  rev: number
}

function desks(tx: Tx) {
  return tx
    .selectFrom('desk_entry')
    .innerJoin('auth.desk', (join) =>
      join
        .onRef('auth.desk.tenant_id', '=', 'desk_entry.tenant_id')
        .onRef('auth.desk.id', '=', 'desk_entry.desk_id'),
    )
    .select([
      'desk_entry.desk_id',
      'desk_entry.body_id',
      'desk_entry.name',
      'desk_entry.kind',
      'auth.desk.kind as terminal',
      'auth.desk.epoch',
      'desk_entry.public_phone',
      'desk_entry.extension',
      'desk_entry.active_from',
      'desk_entry.active_until',
      'desk_entry.sort',
      'desk_entry.rev',
    ])
}
type DeskRow = Awaited<ReturnType<ReturnType<typeof desks>['execute']>>[number]

function deskOf(row: DeskRow): Desk {
  return {
    id: row.desk_id,
    bodyId: row.body_id,
    name: row.name,
    kind: row.kind as DeskKind,
    terminal: row.terminal as Terminal,
    isFounded: row.epoch !== null,
    publicPhone: row.public_phone,
    extension: row.extension,
    activeFrom: row.active_from,
    activeUntil: row.active_until,
    sort: row.sort,
    rev: row.rev,
  }
}

export async function desksOfBodies(tx: Tx, bodyIds: readonly string[]): Promise<Desk[]> {
  if (bodyIds.length === 0) return []
  const rows = await desks(tx)
    .where('desk_entry.body_id', 'in', [...bodyIds])
    .orderBy('desk_entry.sort')
    .orderBy('desk_entry.name')
    .limit(2_000)
    .execute()
  return rows.map(deskOf)
}

export async function findDesk(tx: Tx, id: string): Promise<Desk> {
  const row = await desks(tx).where('desk_entry.desk_id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return deskOf(row)
}

export async function requireFreeDeskName(
  tx: Tx,
  bodyId: string,
  name: string,
  exceptId?: string,
): Promise<void> {
  const same = await tx
    .selectFrom('desk_entry')
    .select('desk_id')
    .where('body_id', '=', bodyId)
    .where('name', '=', name)
    .where('active_until', 'is', null)
    .execute()
  if (same.some((row) => row.desk_id !== exceptId))
    throw new AppError('invalid', 'error_invalid', { fields: { name: 'directory_error_name_taken' } })
}

export function deskValues(fields: DeskFields) {
  return {
    name: fields.name,
    kind: fields.kind,
    public_phone: fields.publicPhone,
    extension: fields.extension,
    sort: fields.sort,
    ...(fields.activeFrom ? { active_from: fields.activeFrom } : {}),
  }
}

export interface ContactRole {
  id: string
  title: string
  note: string
  activeUntil: string | null
  rev: number
}

export async function contactRolesOf(tx: Tx, deskId: string): Promise<ContactRole[]> {
  const rows = await tx
    .selectFrom('contact_role')
    .select(['id', 'title', 'note', 'active_until', 'rev'])
    .where('desk_id', '=', deskId)
    .orderBy('sort')
    .orderBy('title')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    note: row.note,
    activeUntil: row.active_until,
    rev: row.rev,
  }))
}
