import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export async function linkedAccount(tx: Tx, tenantId: string, hash: Buffer) {
  const { rows } = await sql<{ user_id: string; mac: Buffer }>`
    select * from auth.linked_account(${tenantId}, ${hash})`.execute(tx)
  return rows[0] ?? null
}

export async function hasProviderLink(tx: Tx, tenantId: string, userId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select auth.has_provider_link(${tenantId}, ${userId}) as has`.execute(tx)
  return rows[0]?.has === true
}

/** Whether one of these host names leads to that tenant, by whichever of its names it is asked now. */
export async function answersTo(tx: Tx, tenantId: string, hosts: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ does: boolean }>`
    select auth.answers_to(${tenantId}, ${[...hosts]}::text[]) as does`.execute(tx)
  return rows[0]?.does === true
}

/** Answers `done`, `unconfirmed`, `taken` (somebody else's) or `other` (she is linked to another person there). */
export async function insertLink(tx: Tx, hash: Buffer, mac: Buffer): Promise<string> {
  const { rows } = await sql<{
    answer: string
  }>`select auth.link_provider(${hash}, ${mac}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'unconfirmed'
}

/** Answers `done`, `unconfirmed` or `absent`. */
export async function deleteLink(tx: Tx): Promise<string> {
  const { rows } = await sql<{ answer: string }>`select auth.unlink_provider() as answer`.execute(tx)
  return rows[0]?.answer ?? 'absent'
}

export async function ownLink(tx: Tx, userId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('auth.provider_link')
    .select('linked_at')
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.linked_at ?? null
}
