import type { Selectable } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import type { DB } from '../../platform/db/schema.ts'
import { AppError } from '../../platform/errors.ts'
import type { Permission } from '../../platform/permissions.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { CaseCore, CaseLabel, SafetyDocument } from './contract.ts'
import { caseLabelRecord, coreRecord, safetyRecord } from './records.ts'

export type CaseRow = Selectable<DB['case_']>

export function coreOf(
  row: Pick<CaseRow, 'tenant_id' | 'id' | 'compartment_id' | 'core_rev' | 'schema_no' | 'core'>,
): Sealed<CaseCore> {
  return sealedOf(coreRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.core_rev,
    schema: row.schema_no,
    bytes: row.core,
  })
}

/** Number and title as lists open them; the core says them too, at the price of one key a case. */
export function labelOf(
  row: Pick<
    CaseRow,
    'tenant_id' | 'id' | 'desk_id' | 'compartment_id' | 'core_rev' | 'schema_no' | 'core' | 'label'
  >,
): Sealed<CaseLabel> {
  if (!row.label) return coreOf(row)
  return sealedOf(caseLabelRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.desk_id,
    rev: row.core_rev,
    schema: row.schema_no,
    bytes: row.label,
  })
}

export function safetyOf(
  row: Pick<CaseRow, 'tenant_id' | 'id' | 'compartment_id' | 'safety_rev' | 'schema_no' | 'safety'>,
): Sealed<SafetyDocument> {
  return sealedOf(safetyRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.safety_rev,
    schema: row.schema_no,
    bytes: row.safety,
  })
}

/**
 * The row of a case on which the actor may use the permission. Absent, another desk's and blocked are one answer;
 * a colleague of the desk without the permission is told so.
 */
export async function caseFor(
  scene: Pick<Scene, 'actor' | 'tx'>,
  permission: Permission,
  caseId: string,
): Promise<CaseRow> {
  const row = await scene.tx
    .selectFrom('case_')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  if (!desksFor(scene.actor, permission).includes(row.desk_id)) {
    const isMyDesk = scene.actor.seats.some((seat) => seat.deskId === row.desk_id)
    throw new AppError(isMyDesk ? 'forbidden' : 'not-found')
  }
  return row
}

/** What is written into a case that is closed would stand outside its retention: reopen first. */
export function refuseIfClosed(row: Pick<CaseRow, 'status'>): void {
  if (row.status === 'closed') throw new AppError('refused', 'cases_refused_closed')
}
