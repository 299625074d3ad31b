import type { Updateable } from 'kysely'
import type { DB } from '../../platform/db/schema.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { CaseRow } from './case-row.ts'

type Changes = Omit<
  Updateable<DB['case_']>,
  'tenant_id' | 'id' | 'desk_id' | 'compartment_id' | 'core' | 'safety'
>

/** Changes what stands in the open, provided that nobody has changed the state in the meantime. */
export async function changeCase(
  { tx }: Pick<Scene, 'tx'>,
  before: Pick<CaseRow, 'id' | 'status' | 'assignee_id' | 'risk_level'>,
  changes: Changes,
): Promise<void> {
  const changed = await tx
    .updateTable('case_')
    .set(changes)
    .where('id', '=', before.id)
    .where('status', '=', before.status)
    .where('risk_level', '=', before.risk_level)
    .where('assignee_id', 'is not distinct from', before.assignee_id)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new AppError('conflict')
}

export function homeOf(row: Pick<CaseRow, 'id' | 'desk_id' | 'compartment_id'>) {
  return { caseId: row.id, deskId: row.desk_id, compartmentId: row.compartment_id }
}
