import { requireStepUp } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Scene } from '../../platform/use-case.ts'

/** Desks that were ever given something of the case, whatever became of it; what was only proposed was never given. */
export async function desksGivenBefore(tx: Tx, caseId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('disclosure')
    .select('recipient_desk_id')
    .distinct()
    .where('case_id', '=', caseId)
    .where('state', 'in', ['live', 'ended', 'withdrawn'])
    .where('decision', 'is not', null)
    .limit(1_000)
    .execute()
  return new Set(rows.map((row) => row.recipient_desk_id))
}

/**
 * The first share of a case with a desk is the one that cannot be taken back: from then on they know that she is here.
 * So whoever gives it has just shown who she is. Danger to life is no exception: a telephone is quicker than any form.
 */
export async function confirmFirstShare(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  caseId: string,
  recipientDeskId: string,
): Promise<void> {
  if (actor.isSteppedUp) return
  if (!(await desksGivenBefore(tx, caseId)).has(recipientDeskId)) requireStepUp(actor)
}
