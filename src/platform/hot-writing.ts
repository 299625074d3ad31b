import type { Actor } from './actor.ts'
import { hashOfWritten } from './audit/written.ts'
import { Compartments } from './compartments.ts'
import { oneStatement } from './db/transaction.ts'
import { txOver } from './db/tx.ts'
import type { Bearer } from './entering.ts'
import { AppError, isAppError } from './errors.ts'
import { askedBy, askHot, type Part } from './hot-reading.ts'
import type { MachineScope } from './permissions.ts'
import { platform } from './runtime.ts'
import { fingerprintOf } from './submissions.ts'
import type { DeskKeyRow } from './vault/contract.ts'
import { CannotOpen } from './vault/index.ts'

/** What a hot writing works with: who it is, and keys that have everything they need and send nothing. */
export interface HotScene {
  actor: Actor
  keys: Compartments
}

/**
 * Two statements instead of a transaction of many: who asks and what is sealed to; then all rows with the audit line, by a stored
 * function that asks anew who it is. The use-case's `run` stays, for people and for whatever input the function does not know.
 */
export interface HotWriting<Input> {
  /** Only a submission, which takes effect once. */
  takes: (input: Input & { submissionId: string }) => boolean
  /**
   * A function of (sid, host, network, submission, fingerprint, …values, content hash, labels, rows, hashes); its line is the one
   * that the definition would write.
   */
  statement: string
  /** What `run` would seal and store; refuses as it does. */
  values: (scene: HotScene, input: Input) => Promise<readonly unknown[]>
}

/**
 * Resolves after the commit. `mayWrite` throws where the definition does not allow it: before anything is sealed. Null, with nothing
 * written, where the values refuse: a repeat answers the first id also then, so the plain form is asked, which looks for it first.
 */
export async function writeHot<Input extends { submissionId: string }>(
  hot: HotWriting<Input>,
  {
    action,
    scope,
    bearer,
    mayWrite,
  }: { action: string; scope: MachineScope; bearer: Bearer; mayWrite: (actor: Actor) => void },
  input: Input,
): Promise<{ actor: Actor; result: { id: string } } | null> {
  const { pool, vault } = platform()
  const { actor, opener, parts } = await askHot(
    'select * from auth.begin_writing($1, $2, $3, $4)',
    [scope],
    bearer,
  )
  mayWrite(actor)
  const deskKeys = parts.filter((one) => one.part === 'desk-key').map((one) => deskKeyOf(one, actor.tenantId))
  const keys = new Compartments(nothingIsSent, vault, actor.tenantId, opener, deskKeys)
  const values = await valuesOf(hot, { actor, keys }, input)
  if (!values) return null
  const { written } = keys
  const [answer] = await oneStatement<Part>(pool, hot.statement, [
    ...askedBy(bearer),
    input.submissionId,
    fingerprintOf(vault, actor.tenantId, input),
    ...values,
    hashOfWritten(vault, { tenantId: actor.tenantId, action, actorId: actor.userId }, written),
    written.map((one) => one.label),
    written.map((one) => one.rowId),
    Buffer.concat(written.map((one) => one.hash)),
  ])
  return { actor, result: { id: idOf(answer) } }
}

async function valuesOf<Input>(
  hot: HotWriting<Input>,
  scene: HotScene,
  input: Input,
): Promise<readonly unknown[] | null> {
  try {
    return await hot.values(scene, input)
  } catch (thrown) {
    if (thrown instanceof CannotOpen || (isAppError(thrown) && thrown.code !== 'internal')) return null
    throw thrown
  }
}

function idOf(answer: Part | undefined): string {
  // Her session has ended since the first statement, or her scope was taken away.
  if (!answer) throw new AppError('not-signed-in')
  if (answer.part === 'out-of-scope') throw new AppError('forbidden')
  if (answer.part === 'other') throw new AppError('conflict', 'error_sent_before')
  return answer.id
}

const nothingIsSent = txOver({
  async send() {
    throw new AppError('internal')
  },
})

function deskKeyOf({ id, schema_no: epoch, x, y, facts }: Part, tenantId: string): DeskKeyRow {
  const { keyId = '' } = facts as Record<string, string>
  return {
    ...{ tenantId, deskId: id, epoch, keyId: Buffer.from(keyId, 'hex') },
    ...{ publicKey: x as Buffer, mac: y as Buffer },
  }
}
