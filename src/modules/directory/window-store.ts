import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import type { WindowFields } from './contract.ts'

export interface PublicWindow {
  id: string
  bodyId: string | null
  name: string
  hours: string
  phone: string
  languages: string[]
  whoMayUse: string
  note: string
  owner: string
  checkedOn: string | null
  isPublished: boolean
  sort: number
  rev: number
}

function windows(tx: Tx) {
  return tx
    .selectFrom('public_window')
    .select([
      'id',
      'body_id',
      'name',
      'hours',
      'phone',
      'languages',
      'who_may_use',
      'note',
      'owner',
      'checked_on',
      'is_published',
      'sort',
      'rev',
    ])
}
type WindowRow = Awaited<ReturnType<ReturnType<typeof windows>['execute']>>[number]

function windowOf(row: WindowRow): PublicWindow {
  return {
    id: row.id,
    bodyId: row.body_id,
    name: row.name,
    hours: row.hours,
    phone: row.phone,
    languages: row.languages,
    whoMayUse: row.who_may_use,
    note: row.note,
    owner: row.owner,
    checkedOn: row.checked_on,
    isPublished: row.is_published,
    sort: row.sort,
    rev: row.rev,
  }
}

/** As many as the public page shows. */
const most = 500

export async function listPublicWindows(tx: Tx): Promise<PublicWindow[]> {
  const rows = await windows(tx).orderBy('sort').orderBy('name').limit(most).execute()
  return rows.map(windowOf)
}

export async function findWindow(tx: Tx, id: string): Promise<PublicWindow> {
  const row = await windows(tx).where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return windowOf(row)
}

export function windowValues(fields: WindowFields) {
  return {
    body_id: fields.bodyId ?? null,
    name: fields.name,
    hours: fields.hours,
    phone: fields.phone,
    languages: fields.languages,
    who_may_use: fields.whoMayUse,
    note: fields.note,
    owner: fields.owner,
    checked_on: fields.checkedOn ?? null,
    is_published: fields.isPublished,
    sort: fields.sort,
  }
}
