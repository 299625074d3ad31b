import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export interface StoredVisit {
  tenantId: string
  attemptHash: Buffer
  hash: Buffer
}

export async function insertVisit(tx: Tx, userId: string, visit: StoredVisit): Promise<void> {
  const { tenantId, attemptHash, hash } = visit
  await sql`select auth.note_provider_visit(${tenantId}, ${userId}, ${attemptHash}, ${hash})`.execute(tx)
}

export async function takeStoredVisit(
  tx: Tx,
  { tenantId, attemptHash, hash }: StoredVisit,
): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select auth.take_provider_visit(${tenantId}, ${attemptHash}, ${hash}) as taken`.execute(tx)
  return rows[0]?.taken === true
}

export async function isStoredVisitOver(tx: Tx, tenantId: string, attemptHash: Buffer): Promise<boolean> {
  const { rows } = await sql<{ over: boolean }>`
    select auth.is_provider_visit_over(${tenantId}, ${attemptHash}) as over`.execute(tx)
  return rows[0]?.over === true
}
