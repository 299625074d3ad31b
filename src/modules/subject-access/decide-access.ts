import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { choices, grounds } from './contract.ts'
import { daysAfter, extendBy, whyNotChoice, whyNotDecide } from './policy.ts'
import { accessFor, changeAccess, itemsOf, refuseUnless } from './store.ts'

/** One page of the form. */
const mostAtOnce = 100

const Proposal = z.object({
  id: z.uuid(),
  choice: z.enum(choices, 'access_choice_missing'),
  ground: z
    .union([z.literal('').transform(() => null), z.coerce.number().int()])
    .nullable()
    .default(null),
  thirdParty: z.stringbool().default(false),
})

/** For each record: shown, shown in part, or held back on which ground, and whether it speaks of somebody else. */
export const proposeAccess = defineUseCase({
  name: 'access.propose',
  permission: 'access.work',
  purpose: 'support',
  input: z.object({
    accessId: z.uuid(),
    items: z.array(Proposal).min(1, 'access_choice_missing').max(mostAtOnce),
  }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({}),
  async run(scene, input) {
    const { actor, tx } = scene
    const row = await accessFor(scene, 'access.work', input.accessId)
    refuseUnless(row, 'identified')
    input.items.forEach((item, place) => {
      const isKnown = item.ground === null || (grounds as readonly number[]).includes(item.ground)
      const refusal = isKnown ? whyNotChoice(item.choice, item.ground) : 'access_ground_missing'
      if (refusal)
        throw new AppError('invalid', 'error_invalid', { fields: { [`items.${place}.choice`]: refusal } })
    })
    for (const { id, choice, ground, thirdParty } of input.items)
      await tx
        .updateTable('access_item')
        .set({ choice, ground, third_party: thirdParty, proposed_by: actor.userId })
        .where('tenant_id', '=', actor.tenantId)
        .where('access_id', '=', row.id)
        .where('id', '=', id)
        .execute()
    await changeAccess(scene, row, { proposed_by: actor.userId })
    return { caseId: row.case_id }
  },
  audit: ({ caseId }, input) => ({ count: input.items.length, ...(caseId ? { caseId } : {}) }),
})

/** Somebody who leads, and proposed none of them, has looked at each as it stands. */
export const decideAccess = defineUseCase({
  name: 'access.decide',
  permission: 'access.decide',
  purpose: 'oversight',
  /** `turn`: what she saw; another proposal meanwhile is none of hers to decide unseen. */
  input: z.object({ accessId: z.uuid(), turn: z.coerce.number().int() }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({}),
  async run(scene, { accessId, turn }) {
    const row = await accessFor(scene, 'access.decide', accessId)
    refuseUnless(row, 'identified')
    if (row.turn !== turn) throw new AppError('conflict', 'access_moved_on')
    const items = await itemsOf(scene, row.id)
    const refusal = whyNotDecide(items, scene.actor.userId)
    if (refusal) throw new AppError('refused', refusal)
    await changeAccess(scene, row, {
      state: 'decided',
      decided_by: scene.actor.userId,
      decided_at: new Date(),
    })
    return { caseId: row.case_id, count: items.length }
  },
  audit: ({ caseId, count }) => ({ count, ...(caseId ? { caseId } : {}) }),
})

/** Once, before the day has come; she is told in writing (Article 83 (2)). */
export const extendAccess = defineUseCase({
  name: 'access.extend',
  permission: 'access.decide',
  purpose: 'oversight',
  input: z.object({ accessId: z.uuid() }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({}),
  async run(scene, { accessId }) {
    const row = await accessFor(scene, 'access.decide', accessId)
    refuseUnless(row, 'received', 'identified')
    const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
    if (row.extended_on) throw new AppError('refused', 'access_refused_extended')
    if (row.due_on < today) throw new AppError('refused', 'access_refused_late')
    await changeAccess(scene, row, { extended_on: today, due_on: daysAfter(row.due_on, extendBy) })
    return {}
  },
  audit: () => ({}),
})

/** It comes to nothing: taken back, or answered without saying whether there is anything (Article 81). */
export const endAccess = defineUseCase({
  name: 'access.end',
  permission: 'access.decide',
  purpose: 'oversight',
  input: z.object({
    accessId: z.uuid(),
    outcome: z.enum(['refused', 'withdrawn'], 'access_outcome_missing'),
    reason: z.string('access_reason_missing').trim().min(5, 'access_reason_missing').max(2000),
  }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({}),
  async run(scene, { accessId, outcome }) {
    const row = await accessFor(scene, 'access.decide', accessId)
    refuseUnless(row, 'received', 'identified', 'decided')
    await changeAccess(scene, row, {
      state: outcome,
      ended_by: scene.actor.userId,
      ended_at: new Date(),
    })
    return {}
  },
  audit: (_result, { outcome, reason }) => ({ basis: outcome, words: reason }),
})
