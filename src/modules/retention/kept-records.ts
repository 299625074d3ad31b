import { sql } from 'kysely'
import type { AuditSubject } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { caseLabels } from '../cases/index.ts'
import type { KeptKind } from './contract.ts'

export interface NamedRecord {
  kind: KeptKind
  recordId: string
}

export function aboutRecord({ kind, recordId }: NamedRecord): AuditSubject {
  return { objectType: kind, objectId: recordId, ...(kind === 'case' ? { caseId: recordId } : {}) }
}

/** What a list says of each record: number and title of a case under the desk's key, day and way of a consultation. */
export async function describedRecords<One extends NamedRecord>(tx: Tx, records: readonly One[]) {
  const idsOf = (kind: KeptKind) => records.filter((one) => one.kind === kind).map((one) => one.recordId)
  const [labels, cases, consultations] = await Promise.all([
    caseLabels(tx, idsOf('case')),
    tx
      .selectFrom('case_')
      .select(['id', 'opened_on', 'closed_on'])
      .where('id', '=', sql<string>`any(${idsOf('case')}::uuid[])`)
      .execute(),
    tx
      .selectFrom('consultation')
      .select(['id', 'day', 'channel', 'case_id'])
      .where('id', '=', sql<string>`any(${idsOf('consultation')}::uuid[])`)
      .execute(),
  ])
  const days = new Map(cases.map((row) => [row.id, row]))
  const calls = new Map(consultations.map((row) => [row.id, row]))
  return records.map((one) => ({
    ...one,
    label: labels.get(one.recordId)?.label ?? null,
    beganOn: days.get(one.recordId)?.opened_on ?? calls.get(one.recordId)?.day ?? null,
    endedOn: days.get(one.recordId)?.closed_on ?? calls.get(one.recordId)?.day ?? null,
    channel: calls.get(one.recordId)?.channel ?? null,
    /** A consultation that has become part of a case since. */
    hasJoined: calls.get(one.recordId)?.case_id != null,
    isThere: days.has(one.recordId) || calls.has(one.recordId),
  }))
}

export async function namesOfStaff(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .selectFrom('auth.staff_user')
    .select(['id', 'display_name'])
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.display_name]))
}
