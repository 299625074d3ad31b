import type { Tx } from '../../platform/db/tx.ts'
import type { CaseEventKind } from './codes.ts'

/** Who changed it last, and when: stands beside the newer wording when two have written. */
export async function lastChange(
  tx: Tx,
  caseId: string,
  kind: CaseEventKind,
  objectId?: string,
): Promise<{ at: Date; name: string } | null> {
  const row = await tx
    .selectFrom('case_event as e')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'e.tenant_id').onRef('u.id', '=', 'e.actor_id'),
    )
    .select(['e.at', 'u.display_name'])
    .where('e.case_id', '=', caseId)
    .where('e.kind', '=', kind)
    .$if(objectId !== undefined, (query) => query.where('e.object_id', '=', objectId ?? ''))
    .orderBy('e.at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { at: row.at, name: row.display_name } : null
}
