import type { Scene } from '../../platform/use-case.ts'
import { disclosureRules } from './rule-store.ts'

/**
 * Whether this disclosure is one that may leave with whereabouts before a second person has looked: danger to life, in an
 * office that lets it go first, by this person, to this desk, and still to be seen by somebody else.
 */
export async function isActedFirst(
  scene: Scene,
  disclosureId: string,
  to: { caseId: string | null; deskId: string | null },
): Promise<boolean> {
  const { dangerWithWhereabouts } = await disclosureRules(scene)
  if (dangerWithWhereabouts !== 'act_first' || !to.caseId || !to.deskId) return false
  const row = await scene.tx
    .selectFrom('disclosure')
    .select('id')
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', disclosureId)
    .where('case_id', '=', to.caseId)
    .where('recipient_desk_id', '=', to.deskId)
    .where('state', '=', 'live')
    .where('decision', '=', 'afterwards')
    .where('decided_by', '=', scene.actor.userId)
    .where('see_by', 'is not', null)
    .where('seen_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
