import { sql } from 'kysely'
import type { Scene } from '../../platform/use-case.ts'

/**
 * When she last looked, before this sitting. A sitting ends after a quarter of an hour without a look; until then the
 * marks stay, although every reload is a look. Null = never before.
 */
export async function lookAt(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  caseId: string,
  isFirstPage: boolean,
): Promise<Date | null> {
  if (!isFirstPage) {
    const row = await tx
      .selectFrom('case_seen')
      .select('before_at')
      .where('case_id', '=', caseId)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst()
    return row?.before_at ?? null
  }
  // From the visible row, so that a case that is not mine is not told apart from one that does not exist.
  const { rows } = await sql<{ before_at: Date | null }>`
    insert into case_seen (tenant_id, case_id, user_id)
    select tenant_id, id, ${actor.userId}::uuid from case_ where id = ${caseId}
    on conflict (tenant_id, case_id, user_id) do update set
      before_at = case when case_seen.seen_at < now() - interval '15 minutes'
        then case_seen.seen_at else case_seen.before_at end,
      seen_at = now()
    returning before_at`.execute(tx)
  return rows[0]?.before_at ?? null
}
