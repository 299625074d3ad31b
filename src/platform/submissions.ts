import { createHash } from 'node:crypto'
import type { Actor } from './actor.ts'
import type { Tx } from './db/tx.ts'
import { AppError } from './errors.ts'
import type { Vault } from './vault/contract.ts'

interface Once {
  isRepeat: boolean
  outcome: unknown
  /** What keeps the outcome for a repeat; sent together with the audit line and COMMIT. */
  settling(result: unknown): { sql: string; values: readonly unknown[] }[]
}

const nothing: Once = { isRepeat: false, outcome: null, settling: () => [] }

/**
 * An input with a `submissionId` takes effect once, however often a lost network or an impatient hand sends it.
 * A repeat answers `{ id }` of the first, without running again, so only an act that answers an id or nothing may have
 * one. What was changed between two tries is no repeat: it is refused, so that nobody takes the later words for kept.
 */
export async function takeOnce(
  { actor, tx, vault }: { actor: Actor; tx: Tx; vault: Vault },
  action: string,
  input: unknown,
): Promise<Once> {
  const id = submissionIdOf(input)
  if (!id) return nothing
  const fingerprint = fingerprintOf(vault, actor.tenantId, input)
  const key = { tenant_id: actor.tenantId, user_id: actor.userId, id, action }
  const taken = await tx
    .insertInto('auth.submission')
    .values({ ...key, fingerprint })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 0n) {
    const first = await tx
      .selectFrom('auth.submission')
      .select(['outcome_id', 'fingerprint'])
      .where('user_id', '=', actor.userId)
      .where('id', '=', id)
      .where('action', '=', action)
      .executeTakeFirstOrThrow()
    if (first.fingerprint && !first.fingerprint.equals(fingerprint))
      throw new AppError('conflict', 'error_sent_before')
    return { ...nothing, isRepeat: true, outcome: { id: first.outcome_id } }
  }
  return {
    ...nothing,
    settling(result) {
      const outcome = idOf(result)
      if (!outcome) return []
      const values = [outcome, actor.userId, id, action]
      return [{ sql: settleSql, values }]
    },
  }
}

const settleSql = 'update auth.submission set outcome_id = $1 where user_id = $2 and id = $3 and action = $4'

/** By which a repeat is told from something else under the same number. */
export function fingerprintOf(vault: Vault, tenantId: string, input: unknown): Buffer {
  return Buffer.from(vault.token(tenantId, 'submission', digestOf(input)))
}

/**
 * Of everything that was typed. A file counts by its size: it cannot be edited between two tries. How often a draft was
 * kept meanwhile is no change.
 */
function digestOf(input: unknown): string {
  const { draftRev: _kept, ...typed } = input as Record<string, unknown>
  const text = JSON.stringify(typed, function (this: Record<string, unknown>, name, value) {
    const raw = this[name]
    return raw instanceof Uint8Array ? raw.byteLength : value
  })
  return createHash('sha256').update(text).digest('hex')
}

/** Whether the input is one of those that take effect once. */
export function isSubmission<Input>(input: Input): input is Input & { submissionId: string } {
  return submissionIdOf(input) !== undefined
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
