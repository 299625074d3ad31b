import { notify } from '../../platform/notices.ts'
import type { Scene } from '../../platform/use-case.ts'
import { holdersOfRole, japanDay } from '../directory/index.ts'

/**
 * What left first, in danger to life, its manager hears of at once; of a manager's own, another manager, or else the
 * supervisors.
 */
export async function tellWhoLooks(
  scene: Scene,
  deskId: string,
  sent: { requestId: string; compartmentId: string },
): Promise<void> {
  const others = async (role: string) =>
    (await holdersOfRole(scene.tx, deskId, role, japanDay(new Date()))).userIds.filter(
      (userId) => userId !== scene.actor.userId,
    )
  const managers = await others('manager')
  const told = managers.length > 0 ? managers : await others('supervisor')
  await notify(
    scene,
    told.map((userId) => ({
      to: { userId },
      kind: 'request.acted-first',
      objectType: 'request',
      objectId: sent.requestId,
      compartmentId: sent.compartmentId,
    })),
  )
}
