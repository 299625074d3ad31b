import { type Selectable, sql } from 'kysely'
import type { DB } from '../../platform/db/schema.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { type Sealed, type SealedRow, sealedOf } from '../../platform/records.ts'
import type { ConsultationRecord } from './contract.ts'
import { consultationRecord, earlierRecord, spokenRecord } from './records.ts'

export type ConsultationRow = Selectable<DB['consultation']>

type RecordRow = Pick<ConsultationRow, 'id' | 'tenant_id' | 'compartment_id' | 'rev' | 'schema_no' | 'record'>

export function recordOf(row: RecordRow): Sealed<ConsultationRecord> {
  return sealedOf(consultationRecord, sealedRowOf(row))
}

/** Only what was said, wished and advised. */
export function spokenOf(row: RecordRow): Sealed<Pick<ConsultationRecord, 'lines' | 'wish' | 'advice'>> {
  return sealedOf(spokenRecord, sealedRowOf(row))
}

function sealedRowOf(row: RecordRow): SealedRow {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.record,
  }
}

export function earlierRecordOf(row: Selectable<DB['consultation_version']>): Sealed<ConsultationRecord> {
  return sealedOf(earlierRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.record,
  })
}

/** Absent, not mine and blocked look alike. */
export async function findConsultation(tx: Tx, id: string): Promise<ConsultationRow> {
  const row = await tx.selectFrom('consultation').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return row
}

/** What is in the open about a consultation. */
export function headOf(row: ConsultationRow) {
  return {
    id: row.id,
    deskId: row.desk_id,
    caseId: row.case_id,
    personId: row.person_id,
    day: row.day,
    channel: row.channel,
    minutes: row.minutes,
    authorId: row.author_id,
    countedAs: row.counted_as,
    urgency: row.urgency,
    riskLevel: row.risk_level,
    chiefComplaint: row.chief_complaint,
    route: row.route,
    ageBand: row.age_band,
    relation: row.relation,
    sex: row.sex,
    edition: row.code_version,
    isBackEntry: row.is_back_entry,
    enteredBy: row.entered_by,
    reviewedBy: row.reviewed_by,
    reviewedAt: row.reviewed_at,
    amendedBy: row.amended_by,
    amendedAt: row.amended_at,
    createdAt: row.created_at,
    rev: row.rev,
  }
}
export type ConsultationHead = ReturnType<typeof headOf>

/** Where a page of a list goes on: after this row. */
export const cursorOf = sql<string>`day::text || '|' || created_at::text || '|' || id::text`

export function afterCursor(cursor: string) {
  const [day = '', createdAt = '', id = ''] = cursor.split('|')
  return sql<boolean>`(day, created_at, id) < (${day}::date, ${createdAt}::timestamptz, ${id}::uuid)`
}
