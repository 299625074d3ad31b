import { z } from 'zod'
import type { Tx } from '../db/tx.ts'
import { defineRecord, type Sealed, sealedOf } from '../records.ts'
import { platform } from '../runtime.ts'
import { auditorsKey } from './auditors-public-key.ts'

/** What was typed, or the reason that was given: for auditors alone. */
export const AuditWords = z.object({ words: z.string().max(2000) })
export type AuditWords = z.output<typeof AuditWords>

export const auditWordsRecord = defineRecord({
  label: 'audit_event.reason',
  scope: 'box',
  version: 1,
  schema: AuditWords,
})

/** Sealed for the line about this object; null while there is no auditor who could ever read it. */
export async function sealForAuditors(
  tx: Tx,
  tenantId: string,
  objectId: string,
  words: string,
): Promise<Buffer | null> {
  const key = await auditorsKey(tx, tenantId)
  if (!key) return null
  const content = AuditWords.parse({ words: words.slice(0, 2000) })
  const { label, scope, version } = auditWordsRecord
  const address = {
    tenantId,
    label,
    rowId: objectId,
    scope,
    compartmentId: tenantId,
    rev: 1,
    schema: version,
  }
  return Buffer.from(platform().vault.sealBox(key, { ...address, json: JSON.stringify(content) }))
}

export function auditWordsOf(row: {
  tenantId: string
  objectId: string
  reason: Buffer
}): Sealed<AuditWords> {
  return sealedOf(auditWordsRecord, {
    tenantId: row.tenantId,
    id: row.objectId,
    compartmentId: row.tenantId,
    rev: 1,
    schema: auditWordsRecord.version,
    bytes: row.reason,
  })
}
