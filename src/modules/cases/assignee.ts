import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { allows } from '../../platform/permissions.ts'
import type { Scene } from '../../platform/use-case.ts'
import { membersOfDesk } from './staff-store.ts'

/** A case goes to a person who works on cases at its desk; nobody else could open it. */
export async function assigneeOf(scene: Scene, deskId: string, userId: string): Promise<string> {
  const members = await membersOfDesk(scene.tx, deskId)
  const found = members.find((one) => one.userId === userId && allows('case.write', [one.role]))
  if (!found)
    throw new AppError('invalid', 'error_invalid', { fields: { assigneeId: 'cases_error_not_a_member' } })
  return found.userId
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
