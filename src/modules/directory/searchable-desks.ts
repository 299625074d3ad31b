import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import type { DeskKind } from './codes.ts'

export interface SearchableDesk {
  deskId: string
  name: string
  bodyName: string
  bodyKana: string
  kind: DeskKind
  /** Contact roles: 「連絡担当」, 「生活保護」. */
  roles: string[]
  publicPhone: string
  extension: string
  /** A body without a terminal has nobody on our roster. */
  hasTerminal: boolean
}

const today = sql<string>`(now() at time zone 'Asia/Tokyo')::date`
const most = 1_000

/** Every desk of the tenant that exists today, in the order of the directory. Nothing of it is secret inside the tenant. */
export async function searchableDesks(tx: Tx): Promise<SearchableDesk[]> {
  const { rows } = await sql<SearchableDesk>`
    select e.desk_id as "deskId", e.name, b.name as "bodyName", b.name_kana as "bodyKana", e.kind,
      array(select r.title from contact_role r where r.tenant_id = e.tenant_id and r.desk_id = e.desk_id
        and coalesce(r.active_until, 'infinity') >= ${today} order by r.sort limit 20) as roles,
      e.public_phone as "publicPhone", e.extension, d.kind <> 'paper' as "hasTerminal"
    from desk_entry e
    join body b on b.tenant_id = e.tenant_id and b.id = e.body_id
    join auth.desk d on d.tenant_id = e.tenant_id and d.id = e.desk_id
    where e.active_from <= ${today} and b.active_from <= ${today}
      and coalesce(e.active_until, 'infinity') >= ${today} and coalesce(b.active_until, 'infinity') >= ${today}
    order by b.sort, e.sort, e.name limit ${most}`.execute(tx)
  return rows
}
