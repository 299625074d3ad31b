import { sql } from 'kysely'
import { z } from 'zod'
import { agreedAct, askAct, decideAct, fieldsText, openActs } from '../../platform/acts.ts'
import { dutyColumns } from '../../platform/desk-keys.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'

const act = 'duty.appoint'
const WhichDesk = z.union([z.uuid(), z.literal('')])

/** Gives one desk a key to every case: two administrators, for exactly this desk. */
export const askForDuty = defineUseCase({
  name: 'duty.ask-appointment',
  permission: 'duty.appoint',
  purpose: 'administration',
  input: z.object({ deskId: WhichDesk }),
  subject: ({ deskId }) => ({ objectType: 'desk', ...(deskId ? { objectId: deskId } : {}) }),
  output: z.object({}),
  async run(scene, { deskId }) {
    if (deskId) {
      const desk = await scene.tx
        .selectFrom('auth.desk')
        .select('id')
        .where('id', '=', deskId)
        .where('kind', '=', 'hub')
        .where('epoch', 'is not', null)
        .executeTakeFirst()
      if (!desk)
        throw new AppError('invalid', 'error_invalid', { fields: { deskId: 'emergency_desk_missing' } })
    }
    if (!(await askAct(scene, act, { desk_id: deskId }))) throw new AppError('forbidden')
    return {}
  },
  audit: () => ({}),
})

export const decideOnDuty = defineUseCase({
  name: 'duty.decide-appointment',
  permission: 'duty.appoint',
  purpose: 'administration',
  input: z.object({
    actId: z.uuid(),
    seal: z.string().regex(/^[0-9a-f]{64}$/),
    answer: z.enum(['agree', 'decline']),
  }),
  subject: (input) => ({ objectType: 'act', objectId: input.actId }),
  output: z.object({}),
  async run(scene, { actId, seal, answer }) {
    const verdict = await decideAct(scene, actId, seal, answer === 'agree')
    if (verdict === 'unconfirmed') throw new AppError('step-up-required')
    if (verdict !== 'done') throw new AppError('refused', `emergency_act_${verdict}`)
    return {}
  },
  audit: (_result, { answer }) => ({ basis: answer }),
})

/** In the asker's own session, once, if nothing of it has changed. */
export const appointDuty = defineUseCase({
  name: 'duty.appoint',
  permission: 'duty.appoint',
  purpose: 'administration',
  input: z.object({ actId: z.uuid() }),
  subject: (input) => ({ objectType: 'act', objectId: input.actId }),
  output: z.object({}),
  async run(scene, { actId }) {
    const agreed = await agreedAct(scene, actId, act)
    if (!agreed) throw new AppError('refused', 'emergency_act_absent')
    const deskId = agreed.fields.desk_id || null
    const id = crypto.randomUUID()
    const { tenantId } = scene.actor
    const mac = deskId
      ? Buffer.from(platform().vault.macRow(tenantId, 'duty_desk', dutyColumns(tenantId, id, deskId)))
      : null
    const { rows } = await sql<{ done: boolean }>`
      select auth.appoint_duty_desk(${actId}, ${agreed.seal}, ${id}, ${deskId}, ${mac}) as done`.execute(
      scene.tx,
    )
    if (!rows[0]?.done) throw new AppError('refused', 'emergency_act_absent')
    return { deskId }
  },
  audit: ({ deskId }) => ({ basis: fieldsText({ desk_id: deskId ?? '' }) }),
})

export const showAppointment = defineUseCase({
  name: 'duty.show-appointment',
  permission: 'duty.watch-appointment',
  purpose: 'administration',
  input: z.object({}),
  subject: () => ({ objectType: 'duty' }),
  output: z.object({
    now: z.object({ deskId: z.uuid(), name: z.string(), since: z.date() }).nullable(),
    desks: z.array(z.object({ deskId: z.uuid(), name: z.string() })),
    acts: z.array(
      z.object({
        id: z.uuid(),
        seal: z.string(),
        /** Empty: no duty desk any more. */
        deskName: z.string(),
        askedBy: z.string(),
        expiresAt: z.date(),
        isMine: z.boolean(),
        isApproved: z.boolean(),
      }),
    ),
  }),
  async run(scene) {
    const { actor, tx } = scene
    const [now, hubs, acts] = await Promise.all([
      tx
        .selectFrom('auth.duty_desk')
        .select(['desk_id', 'since'])
        .where('until', 'is', null)
        .executeTakeFirst(),
      tx
        .selectFrom('auth.desk')
        .select('id')
        .where('kind', '=', 'hub')
        .where('epoch', 'is not', null)
        .limit(200)
        .execute(),
      openActs(scene, act),
    ])
    const names = await deskNames(
      tx,
      hubs.map((one) => one.id),
    )
    const askers = await namesOf(
      tx,
      acts.map((one) => one.askedBy),
    )
    const nameOf = (id: string) => names.get(id)?.name ?? ''
    return {
      now: now ? { deskId: now.desk_id, name: nameOf(now.desk_id), since: now.since } : null,
      desks: hubs.map(({ id }) => ({ deskId: id, name: nameOf(id) })).filter((one) => one.name !== ''),
      acts: acts.map((one) => ({
        id: one.id,
        seal: one.seal,
        deskName: one.fields.desk_id ? nameOf(one.fields.desk_id) : '',
        askedBy: askers.get(one.askedBy) ?? '',
        expiresAt: one.expiresAt,
        isMine: one.askedBy === actor.userId,
        isApproved: one.state === 'approved',
      })),
    }
  },
  audit: (result) => ({ count: result.acts.length }),
})

async function namesOf(
  tx: Parameters<typeof deskNames>[0],
  userIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('auth.staff_user')
    .select(['id', 'display_name'])
    .where('id', '=', sql<string>`any(${[...userIds]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.display_name]))
}
