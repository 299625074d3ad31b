import { createHash } from 'node:crypto'
import type { Actor } from './actor.ts'
import type { Tx } from './db/tx.ts'
import { AppError } from './errors.ts'
import { platform } from './runtime.ts'

interface Once {
  isRepeat: boolean
  outcome: unknown
  settle(result: unknown): Promise<void>
}

const nothing: Once = { isRepeat: false, outcome: null, settle: async () => {} }

/**
 * An input with a `submissionId` takes effect once, however often a lost network or an impatient hand sends it.
 * A repeat answers `{ id }` of the first, without running again. The same id with anything else in it, or for another act,
 * is refused: answering it with the first outcome would tell somebody that her second text was saved.
 */
export async function takeOnce(tx: Tx, actor: Actor, action: string, input: unknown): Promise<Once> {
  const id = submissionIdOf(input)
  if (!id) return nothing
  const key = { tenant_id: actor.tenantId, user_id: actor.userId, id }
  const mac = inputMac(actor.tenantId, action, input)
  const taken = await tx
    .insertInto('auth.submission')
    .values({ ...key, action, input_mac: mac })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 0n) {
    const first = await tx
      .selectFrom('auth.submission')
      .select(['outcome_id', 'action', 'input_mac'])
      .where('user_id', '=', actor.userId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (first?.action !== action || !mac.equals(first.input_mac))
      throw new AppError('conflict', 'error_submission_used')
    return { ...nothing, isRepeat: true, outcome: { id: first.outcome_id } }
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

/** What was sent, to the letter, under a key that no database holds. */
function inputMac(tenantId: string, action: string, input: unknown): Buffer {
  const digest = createHash('sha256').update(JSON.stringify(input, inWords)).digest('hex')
  return Buffer.from(platform().vault.macRow(tenantId, 'submission', [action, digest]))
}

/** Bytes (a file) by their hash; anything else JSON can say by itself. */
function inWords(this: Record<string, unknown>, name: string, value: unknown): unknown {
  // Before `toJSON`: a Buffer would have written itself out, number by number.
  const given = this[name]
  return given instanceof Uint8Array ? createHash('sha256').update(given).digest('hex') : value
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
