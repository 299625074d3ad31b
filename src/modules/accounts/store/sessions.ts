import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { SignedIn } from '../../../platform/vault/index.ts'

/** A new bearer for the session of this transaction; false when it was replaced already. */
export async function renewSession(tx: Tx, { proof, session }: SignedIn): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select auth.renew_session(${Buffer.from(proof)}, ${Buffer.from(session.lookup)}, ${Buffer.from(session.wrap)}) as done`.execute(
    tx,
  )
  return rows[0]?.done === true
}

export async function endThisSession(tx: Tx): Promise<void> {
  await sql`select auth.end_session()`.execute(tx)
}

/** Her live sessions, newest first. Row-level security shows no others. */
export function ownSessions(tx: Tx, userId: string) {
  return tx
    .selectFrom('auth.session')
    .select(['id', 'device_label', 'created_at', 'active_at', 'ends_at'])
    .where('user_id', '=', userId)
    .where('replaced_at', 'is', null)
    .where('ends_at', '>', sql<Date>`now()`)
    .where('active_at', '>', sql<Date>`now() - interval '15 minutes'`)
    .orderBy('created_at', 'desc')
    .limit(10)
    .execute()
}

export async function endOwnSession(tx: Tx, userId: string, sessionId: string): Promise<boolean> {
  const ended = await tx
    .deleteFrom('auth.session')
    .where('user_id', '=', userId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return ended.numDeletedRows > 0n
}
