import type { Tx } from '../../platform/db/tx.ts'
import { platform } from '../../platform/runtime.ts'
import { insertVisit, isStoredVisitOver, takeStoredVisit } from './store/provider-visits.ts'

/** Whom the office's directory has shown, and in which browser's attempt or which session. */
export interface ProviderVisit {
  tenantId: string
  attempt: string
  userId: string
}

/** Good once, for her account alone, and for five minutes. */
export async function noteVisit(tx: Tx, visit: ProviderVisit): Promise<void> {
  await insertVisit(tx, visit.userId, storedOf(visit))
}

export function takeVisit(tx: Tx, visit: ProviderVisit): Promise<boolean> {
  return takeStoredVisit(tx, storedOf(visit))
}

/** Somebody was there in this browser and took more than five minutes; who it was this does not tell. */
export function isVisitOver(tx: Tx, tenantId: string, attempt: string): Promise<boolean> {
  return isStoredVisitOver(tx, tenantId, keyed(tenantId, [attempt]))
}

function storedOf({ tenantId, attempt, userId }: ProviderVisit) {
  return { tenantId, attemptHash: keyed(tenantId, [attempt]), hash: keyed(tenantId, [attempt, userId]) }
}

function keyed(tenantId: string, columns: string[]): Buffer {
  return Buffer.from(platform().vault.macRow(tenantId, 'provider_visit', columns))
}
