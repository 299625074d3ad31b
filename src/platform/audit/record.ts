import type { Actor } from '../actor.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Tx } from '../db/tx.ts'
import { type Bearer, enterStatements } from '../entering.ts'
import { AppError } from '../errors.ts'
import type { Purpose } from '../permissions.ts'
import { platform } from '../runtime.ts'
import { sealForAuditors } from './words.ts'
import { hashOfWritten, type Written } from './written.ts'

/** What an audit line is about. Ids only, never content. */
export interface AuditSubject {
  objectType?: string
  objectId?: string
  caseId?: string
  basis?: string
}

export type AuditResult = 'ok' | 'absent' | 'refused' | 'failed' | 'unopenable'

export interface AuditAbout extends AuditSubject {
  count?: number
  contentHash?: Uint8Array
  /** Words sealed for auditors (`sealForAuditors`). */
  reason?: Uint8Array | null
}

/** As `auditStatement`, with the hash of every document that the act of hers has sealed. */
export function writtenStatement(
  action: string,
  purpose: Purpose,
  about: AuditAbout,
  { tenantId, userId }: Pick<Actor, 'tenantId' | 'userId'>,
  written: readonly Written[],
): { sql: string; values: unknown[] } {
  if (written.length === 0) return auditStatement(action, purpose, 'ok', about)
  // A line has room for one content hash.
  if (about.contentHash) throw new AppError('internal')
  const contentHash = hashOfWritten(platform().vault, { tenantId, action, actorId: userId }, written)
  const line = auditStatement(action, purpose, 'ok', { ...about, contentHash })
  return {
    sql: 'select audit.record_written($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text[], $12::uuid[], $13)',
    values: [
      ...line.values,
      written.map((one) => one.label),
      written.map((one) => one.rowId),
      Buffer.concat(written.map((one) => one.hash)),
    ],
  }
}

/** One line, to be sent together with COMMIT. The database takes the identity from the session's bearer. */
export function auditStatement(action: string, purpose: Purpose, result: AuditResult, about: AuditAbout) {
  return {
    sql: 'select audit.record($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    values: [
      action,
      about.objectType ?? null,
      about.objectId ?? null,
      about.caseId ?? null,
      purpose,
      about.basis ?? null,
      result,
      about.count ?? null,
      about.contentHash ? Buffer.from(about.contentHash) : null,
      about.reason ? Buffer.from(about.reason) : null,
    ],
  }
}

/** Words are bound to the object the line is about; a search is about itself. */
export async function sealedAbout(
  tx: Tx,
  tenantId: string,
  { words, ...about }: Omit<AuditAbout, 'reason'> & { words?: string },
): Promise<AuditAbout> {
  if (!words) return about
  const objectId = about.objectId ?? crypto.randomUUID()
  return { ...about, objectId, reason: await sealForAuditors(tx, tenantId, objectId, words) }
}

/** A refusal gets its own short transaction; without a live session there is nobody to name. */
export async function recordRefusal(
  bearer: Bearer,
  action: string,
  purpose: Purpose,
  error: AppError,
  about: AuditSubject,
): Promise<void> {
  if (error.code === 'not-signed-in' || error.code === 'unavailable') return
  const result = resultOf(error)
  await inTransaction(
    platform().pool,
    enterStatements(platform().vault, { ...bearer, isAct: false }),
    async (transaction, answers) => {
      const [entered] = (answers[0] ?? []) as { tenant_id: string }[]
      const words = error.forAuditors
      const sealed =
        entered && words ? await sealedAbout(transaction.tx, entered.tenant_id, { ...about, words }) : about
      const line = auditStatement(action, purpose, result, sealed)
      // Whoever can lift the stop hears of it together with the refusal.
      const told = { sql: 'select auth.tell_of_read_stop()', values: [] }
      await transaction.commit(error.code === 'read-limit' ? [line, told] : [line])
    },
  )
}

/** A password asked for again accuses nobody: it is an act that was not taken yet, not one without the right to it. */
function resultOf({ code }: AppError): AuditResult {
  if (code === 'unopenable') return 'unopenable'
  if (code === 'not-found') return 'absent'
  return code === 'forbidden' || code === 'read-limit' ? 'refused' : 'failed'
}
