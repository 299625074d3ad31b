import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { allows } from '../../platform/permissions.ts'
import type { Scene } from '../../platform/use-case.ts'
import { keptFrom } from '../consultations/index.ts'
import { membersOfDesk } from './staff-store.ts'

/** A case goes to a person who works on cases at its desk; nobody else could open it. */
export async function assigneeOf(
  scene: Scene,
  deskId: string,
  userId: string,
  caseId?: string,
): Promise<string> {
  const members = await membersOfDesk(scene.tx, deskId)
  const found = members.find((one) => one.userId === userId && allows('case.write', [one.role]))
  if (!found)
    throw new AppError('invalid', 'error_invalid', { fields: { assigneeId: 'cases_error_not_a_member' } })
  if (caseId) await refuseIfBlocked(scene, caseId, found.userId)
  return found.userId
}

/** A case that grows out of a consultation exists for nobody from whom that one is kept; see `keptFrom`. */
export async function refuseIfKept({ tx }: Scene, consultationId: string, userId: string): Promise<void> {
  if ((await keptFrom(tx, consultationId)).has(userId)) throw blocked()
}

/** It does not exist for her: it would lie where nobody looks. */
async function refuseIfBlocked({ tx }: Scene, caseId: string, userId: string): Promise<void> {
  const block = await tx
    .selectFrom('auth.case_block')
    .select('user_id')
    .where('case_id', '=', caseId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (block) throw blocked()
}

function blocked(): AppError {
  return new AppError('invalid', 'error_invalid', { fields: { assigneeId: 'cases_error_assignee_blocked' } })
}

export function tellAssignee(
  scene: Scene,
  { caseId, compartmentId }: { caseId: string; compartmentId: string },
  assigneeId: string,
): Promise<void> {
  return notify(scene, [
    {
      to: { userId: assigneeId },
      kind: 'case.assigned',
      objectType: 'case',
      objectId: caseId,
      compartmentId,
    },
  ])
}
