import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import type { Scene } from '../../platform/use-case.ts'

const today = sql<string>`(now() at time zone 'Asia/Tokyo')::date`
const soonDays = 14

/** Shares that run out soon, and disclosures made first that wait to be seen. */
export async function disclosuresForToday({ actor, tx }: Scene) {
  const row = await tx
    .selectFrom('disclosure')
    .select([
      sql<number>`count(*) filter (where state = 'live' and until_day between ${today} and ${today} + ${soonDays}::int)`.as(
        'expiring',
      ),
      sql<number>`count(*) filter (where see_by is not null and seen_at is null and desk_id = any(${desksFor(actor, 'request.decide')}::uuid[]))`.as(
        'unseen',
      ),
    ])
    .where('desk_id', '=', sql<string>`any(${desksFor(actor, 'disclosure.read')}::uuid[])`)
    .executeTakeFirst()
  return { expiring: row?.expiring ?? 0, unseen: row?.unseen ?? 0 }
}
