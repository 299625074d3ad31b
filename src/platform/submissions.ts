import type { Actor } from './actor.ts'
import type { Tx } from './db/tx.ts'

interface Once {
  isRepeat: boolean
  outcome: unknown
  settle(result: unknown): Promise<void>
}

const nothing: Once = { isRepeat: false, outcome: null, settle: async () => {} }

/**
 * An input with a `submissionId` takes effect once, however often a lost network or an impatient hand sends it.
 * A repeat answers `{ id }` of the first, without running again.
 */
export async function takeOnce(tx: Tx, actor: Actor, action: string, input: unknown): Promise<Once> {
  const id = submissionIdOf(input)
  if (!id) return nothing
  const key = { tenant_id: actor.tenantId, user_id: actor.userId, id }
  const taken = await tx
    .insertInto('auth.submission')
    .values({ ...key, action })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 0n) {
    const first = await tx
      .selectFrom('auth.submission')
      .select('outcome_id')
      .where('user_id', '=', actor.userId)
      .where('id', '=', id)
      .where('action', '=', action)
      .executeTakeFirst()
    return { ...nothing, isRepeat: true, outcome: { id: first?.outcome_id ?? null } }
  }
  return {
    ...nothing,
    async settle(result) {
      const outcome = idOf(result)
      if (outcome)
        await tx
          .updateTable('auth.submission')
          .set({ outcome_id: outcome })
          .where('user_id', '=', actor.userId)
          .where('id', '=', id)
          .execute()
    },
  }
}

function submissionIdOf(input: unknown): string | undefined {
  return typeof input === 'object' &&
    input !== null &&
    'submissionId' in input &&
    typeof input.submissionId === 'string'
    ? input.submissionId
    : undefined
}

function idOf(result: unknown): string | undefined {
  return typeof result === 'object' && result !== null && 'id' in result && typeof result.id === 'string'
    ? result.id
    : undefined
}
