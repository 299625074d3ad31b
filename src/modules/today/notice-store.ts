import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import type { NoticeRow } from './contract.ts'

const keptDays = 14
/** Beyond this the number does not matter. */
const mostCounted = 100

function recentNotices(tx: Tx, userId: string) {
  return tx
    .selectFrom('notice as n')
    .leftJoin('notice_read as r', (join) =>
      join
        .onRef('r.tenant_id', '=', 'n.tenant_id')
        .onRef('r.notice_id', '=', 'n.id')
        .on('r.user_id', '=', userId),
    )
    .where('n.at', '>', sql<Date>`now() - make_interval(days => ${keptDays})`)
    .where((where) => where.or([where('n.made_by', '<>', userId), where('n.made_by', 'is', null)]))
}

export async function unreadCount(tx: Tx, userId: string): Promise<number> {
  const rows = await recentNotices(tx, userId)
    .select('n.id')
    .where('r.at', 'is', null)
    .limit(mostCounted)
    .execute()
  return rows.length
}

export async function latestNotice(tx: Tx): Promise<string | null> {
  const row = await tx
    .selectFrom('notice')
    .select('id')
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

export async function noticesOf(tx: Tx, userId: string, limit: number): Promise<NoticeRow[]> {
  const rows = await recentNotices(tx, userId)
    .select(['n.id', 'n.kind', 'n.object_type', 'n.object_id', 'n.desk_id', 'n.at', 'r.at as read_at'])
    .orderBy('n.at', 'desc')
    .orderBy('n.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    objectType: row.object_type,
    objectId: row.object_id,
    deskId: row.desk_id,
    at: row.at,
    isRead: row.read_at !== null,
  }))
}

export async function markAllRead(tx: Tx, tenantId: string, userId: string): Promise<number> {
  const unread = await recentNotices(tx, userId).select('n.id').where('r.at', 'is', null).limit(500).execute()
  if (unread.length === 0) return 0
  await tx
    .insertInto('notice_read')
    .values(unread.map(({ id }) => ({ tenant_id: tenantId, notice_id: id, user_id: userId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return unread.length
}
