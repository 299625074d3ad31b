import { sql } from 'kysely'
import { z } from 'zod'
import { requireAt } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { staffNames } from './staff-names.ts'
import { findConsultation } from './store.ts'

const Named = z.object({ consultationId: z.uuid(), userId: z.uuid() })
const reason = z.string().trim().max(2000, 'consultations_error_too_long')
const subject = ({ consultationId }: z.output<typeof Named>) => ({
  objectType: 'consultation',
  objectId: consultationId,
})

/** For auditors, for whom alone it opens: whom, and why. */
const saidWhy = (result: { name: string }, input: { reason: string }) => ({
  words: `${result.name}: ${input.reason}`,
})

/** 「○○課にいる人です」, said before there is a case: for the person she named the consultation stops existing. */
export const keepOut = defineUseCase({
  name: 'consultation.keep-out',
  permission: 'case.block',
  purpose: 'protection',
  input: Named.extend({ reason: reason.min(1, 'cases_error_reason_missing') }),
  subject,
  output: z.object({}),
  async run(scene, { consultationId, userId }) {
    if (userId === scene.actor.userId) throw new AppError('refused', 'cases_refused_block_oneself')
    const name = await nameToKeep(scene, 'case.block', consultationId, userId)
    const { rows } = await sql<{ said: 'done' | 'absent' | 'already' }>`
      select auth.keep_out(${consultationId}, ${userId}) as said`.execute(scene.tx)
    if (rows[0]?.said === 'already') throw new AppError('refused', 'cases_refused_blocked_already')
    if (rows[0]?.said !== 'done') throw new AppError('not-found')
    return { name }
  },
  audit: saidWhy,
})

export const letIn = defineUseCase({
  name: 'consultation.let-in',
  permission: 'case.block',
  purpose: 'protection',
  input: Named.extend({ reason: reason.min(1, 'cases_error_reason_missing') }),
  subject,
  output: z.object({}),
  run: (scene, input) => lift(scene, input, false),
  audit: saidWhy,
})

/** The counterpart only bears the same name as somebody near to this colleague: a lead has found out, and says how. */
export const letInNamesake = defineUseCase({
  name: 'consultation.let-in-namesake',
  permission: 'case.call-namesake',
  purpose: 'protection',
  input: Named.extend({ reason: reason.min(10, 'cases_error_namesake_reason') }),
  subject,
  output: z.object({}),
  run: (scene, input) => lift(scene, input, true),
  audit: saidWhy,
})

async function lift(
  scene: Scene,
  { consultationId, userId }: z.output<typeof Named>,
  isNamesake: boolean,
): Promise<{ name: string }> {
  const permission = isNamesake ? 'case.call-namesake' : 'case.block'
  const name = await nameToKeep(scene, permission, consultationId, userId)
  const { rows } = await sql<{ done: boolean }>`
    select auth.let_in(${consultationId}, ${userId}, ${isNamesake}) as done`.execute(scene.tx)
  if (!rows[0]?.done) throw new AppError('not-found')
  return { name }
}

async function nameToKeep(
  { actor, tx }: Scene,
  permission: 'case.block' | 'case.call-namesake',
  consultationId: string,
  userId: string,
): Promise<string> {
  const row = await findConsultation(tx, consultationId)
  requireAt(actor, permission, row.desk_id)
  return (await staffNames(tx, [userId])).get(userId) ?? ''
}
