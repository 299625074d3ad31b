import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { japanDay } from '../directory/index.ts'
import { desksOrNone, staffNames } from '../disclosures/index.ts'
import { ActLine, OfficialAct, TypedDay } from './contract.ts'
import { actRecord } from './records.ts'
import { actOf, findRequest, sideOf } from './store.ts'

/**
 * What the asked desk officially did: its own document under its own key, with a copy of the key for the asking desk.
 * It stays with the desk when the share ends; it says nothing of the case it came from.
 */
export const recordAct = defineUseCase({
  name: 'request.record-act',
  permission: 'request.answer',
  purpose: 'coordination',
  input: z.object({
    submissionId: z.uuid(),
    requestId: z.uuid(),
    day: TypedDay,
    title: z
      .string({ error: 'requests_needed' })
      .trim()
      .min(1, 'requests_needed')
      .max(200, 'requests_too_long'),
    text: z
      .string({ error: 'requests_needed' })
      .trim()
      .min(1, 'requests_needed')
      .max(4000, 'requests_too_long'),
  }),
  subject: (input) => ({ objectType: 'request', objectId: input.requestId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const { actor, tx, keys } = scene
    const row = await findRequest(scene, input.requestId)
    if (sideOf(scene, row) !== 'asked') throw new AppError('forbidden')
    if (input.day > japanDay(new Date()))
      throw new AppError('invalid', 'error_invalid', { fields: { day: 'requests_day_future' } })
    const id = crypto.randomUUID()
    const compartmentId = await keys.create({ kind: 'official-act', ownerDeskId: row.to_desk_id }, [
      { deskId: row.from_desk_id, notAfter: 0, basisId: id },
    ])
    await tx
      .insertInto('official_act')
      .values({
        tenant_id: actor.tenantId,
        id,
        request_id: row.id,
        desk_id: row.to_desk_id,
        compartment_id: compartmentId,
        shared_desk_id: row.from_desk_id,
        basis: 'within_purpose',
        day: input.day,
        author_id: actor.userId,
        act: keys.seal(actRecord, { id, compartmentId, rev: 1 }, OfficialAct.parse(input)),
      })
      .execute()
    await notify(scene, [
      {
        to: { deskId: row.from_desk_id },
        kind: 'request.moved',
        objectType: 'request',
        objectId: row.id,
        compartmentId,
      },
    ])
    return { id }
  },
  audit: () => ({}),
})

/** Our own official acts, newest first, whether or not the request behind them is still shared. */
export const listOwnActs = defineUseCase({
  name: 'request.own-acts',
  permission: 'request.answer',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'official_act' }),
  output: z.object({ isHub: z.boolean(), acts: z.array(ActLine) }),
  async run(scene) {
    const rows = await scene.tx
      .selectFrom('official_act')
      .selectAll()
      .where('tenant_id', '=', scene.actor.tenantId)
      .where('desk_id', 'in', desksOrNone(desksFor(scene.actor, 'request.answer')))
      .orderBy('day', 'desc')
      .orderBy('id')
      .limit(50)
      .execute()
    const names = await staffNames(
      scene,
      rows.map((row) => row.author_id),
    )
    return {
      isHub: desksFor(scene.actor, 'request.send').length > 0,
      acts: rows.map((row) => ({
        id: row.id,
        day: row.day,
        desk: '',
        author: names.get(row.author_id) ?? '',
        isOwnDesk: true,
        createdAt: row.created_at,
        act: actOf(row),
      })),
    }
  },
  audit: (result) => ({ count: result.acts.length }),
})
