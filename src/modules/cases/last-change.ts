import { z } from 'zod'
import type { Scene } from '../../platform/use-case.ts'
import type { CaseEventKind } from './codes.ts'

/** Who changed it last, and when: stands beside the newer wording when two have written. */
export const LastChange = z.object({
  at: z.date(),
  name: z.string(),
  /** In another window, or by a try whose answer was lost. */
  isMine: z.boolean(),
})

export async function lastChange(
  { actor, tx }: Scene,
  caseId: string,
  kind: CaseEventKind,
  objectId?: string,
): Promise<z.output<typeof LastChange> | null> {
  const row = await tx
    .selectFrom('case_event as e')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'e.tenant_id').onRef('u.id', '=', 'e.actor_id'),
    )
    .select(['e.at', 'e.actor_id', 'u.display_name'])
    .where('e.case_id', '=', caseId)
    .where('e.kind', '=', kind)
    .$if(objectId !== undefined, (query) => query.where('e.object_id', '=', objectId ?? ''))
    .orderBy('e.at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { at: row.at, name: row.display_name, isMine: row.actor_id === actor.userId } : null
}
