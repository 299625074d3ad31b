import { sql } from 'kysely'
import { z } from 'zod'
import { currentDeskKeys } from '../../platform/desk-keys.ts'
import { AppError } from '../../platform/errors.ts'
import { addressOf } from '../../platform/records.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { GlassReason, shortestReason } from './contract.ts'
import { glassReasonRecord } from './records.ts'

type Verdict = 'done' | 'absent' | 'unconfirmed' | 'unreviewed'

/** One case, sixty minutes, with a reason; its desk and whoever leads it hear of it with the commit. */
export const breakGlass = defineUseCase({
  name: 'duty.break-glass',
  permission: 'case.break-glass',
  purpose: 'protection',
  input: z.object({
    caseId: z.uuid(),
    reason: z
      .string('emergency_reason_short')
      .trim()
      .min(shortestReason, 'emergency_reason_short')
      .max(2000, 'emergency_reason_long'),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ caseId: z.uuid() }),
  async run(scene, { caseId, reason }) {
    const home = await holderOf(scene, caseId)
    const id = crypto.randomUUID()
    const sealed = await sealedFor(scene, home, id, reason)
    const { rows } = await sql<{ verdict: Verdict }>`
      select auth.break_glass(${id}, ${caseId}, ${home}, ${sealed}) as verdict`.execute(scene.tx)
    const verdict = rows[0]?.verdict ?? 'absent'
    if (verdict === 'unconfirmed') throw new AppError('step-up-required')
    if (verdict === 'unreviewed') throw new AppError('refused', 'emergency_refused_unreviewed')
    if (verdict !== 'done') throw new AppError('not-found')
    return { caseId }
  },
  audit: (_result, { reason }) => ({ basis: 'break-glass', words: reason }),
})

async function holderOf({ tx }: Scene, caseId: string): Promise<string> {
  const { rows } = await sql<{ desk_id: string | null }>`
    select auth.desk_for_duty(${caseId}) as desk_id`.execute(tx)
  const deskId = rows[0]?.desk_id
  if (!deskId) throw new AppError('not-found')
  return deskId
}

async function sealedFor({ actor, tx }: Scene, deskId: string, id: string, text: string): Promise<Buffer> {
  const [key] = await currentDeskKeys(tx, [deskId])
  if (!key) throw new AppError('refused', 'error_desk_has_no_key')
  const { tenantId } = actor
  const address = addressOf(glassReasonRecord, {
    tenantId,
    id,
    compartmentId: deskId,
    rev: 1,
    schema: glassReasonRecord.version,
  })
  const json = JSON.stringify(GlassReason.parse({ text }))
  return Buffer.from(platform().vault.sealBox(key, { ...address, json }))
}
