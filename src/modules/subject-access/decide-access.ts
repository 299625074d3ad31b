import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseForRequest } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import { choices, grounds } from './contract.ts'
import { listRecords, unlistedRecords } from './list-records.ts'
import { whyNotChoice, whyNotDecide } from './policy.ts'
import { accessFor, itemsOf, refuseUnless, takeStep } from './store.ts'

/** One page of the form. */
const mostAtOnce = 100

const Proposal = z.object({
  id: z.uuid(),
  /** Of the record, as it stood when she was shown the list: her answer is about that one. */
  version: z.string().max(200),
  choice: z.enum(choices, 'access_choice_missing'),
  ground: z
    .union([z.literal('').transform(() => null), z.coerce.number().int()])
    .nullable()
    .default(null),
  thirdParty: z.stringbool().default(false),
})

/**
 * For each record: shown, shown in part, or held back on which ground, and whether it speaks of somebody else. A page carries
 * all it shows: what stood there already is nobody's new word. What came to the case meanwhile is listed with it.
 */
export const proposeAccess = defineUseCase({
  name: 'access.propose',
  permission: 'access.work',
  purpose: 'support',
  input: z.object({
    accessId: z.uuid(),
    /** The turn she saw: nothing is written over that somebody put since. Without one she has seen nothing. */
    turn: z.coerce.number().int().default(0),
    items: z.array(Proposal).min(1, 'access_choice_missing').max(mostAtOnce),
  }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await accessFor(scene, 'access.work', input.accessId)
    refuseUnless(row, 'identified')
    input.items.forEach((item, place) => {
      const isKnown = item.ground === null || (grounds as readonly number[]).includes(item.ground)
      const refusal = isKnown ? whyNotChoice(item.choice, item.ground) : 'access_ground_missing'
      if (refusal)
        throw new AppError('invalid', 'error_invalid', { fields: { [`items.${place}.choice`]: refusal } })
    })
    const of = <Key extends keyof (typeof input.items)[number]>(key: Key) =>
      input.items.map((item) => item[key])
    await takeStep(
      scene,
      sql`auth.propose_access(${row.id}, ${input.turn}, ${of('id')}::uuid[], ${of('version')}::text[],
        ${of('choice')}::text[], ${of('ground')}::integer[], ${of('thirdParty')}::boolean[])`,
      'access_refused_changed_read',
    )
    await listRecords(scene, row, await itemsOf(scene, row.id))
    return { caseId: row.case_id }
  },
  audit: ({ caseId }, input) => ({ count: input.items.length, ...(caseId ? { caseId } : {}) }),
})

/**
 * Somebody who leads, and put no answer to any of them, has looked at each as it stands, and at all there is. What was amended
 * since it was proposed is proposed anew first.
 */
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
    const found = await caseForRequest(scene, row.case_id as string, 'access.decide')
    if ((await unlistedRecords(scene, row, found, items)).length > 0)
      throw new AppError('refused', 'access_refused_added')
    await takeStep(scene, sql`auth.decide_access(${row.id}, ${turn})`, 'access_refused_changed_proposed')
    return { caseId: row.case_id, count: items.length }
  },
  audit: ({ caseId, count }) => ({ count, ...(caseId ? { caseId } : {}) }),
})

/** Back to the proposal, with its answers: something that was decided about is no longer what it was, and cannot be given. */
export const reopenAccess = defineUseCase({
  name: 'access.reopen',
  permission: 'access.work',
  purpose: 'support',
  input: z.object({ accessId: z.uuid() }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({}),
  async run(scene, { accessId }) {
    const row = await accessFor(scene, 'access.work', accessId)
    refuseUnless(row, 'decided')
    await takeStep(scene, sql`auth.reopen_access(${row.id})`)
    return { caseId: row.case_id }
  },
  audit: ({ caseId }) => (caseId ? { caseId } : {}),
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
    if (row.extended_on) throw new AppError('refused', 'access_refused_extended')
    if (row.due_on < japanDay(new Date())) throw new AppError('refused', 'access_refused_late')
    await takeStep(scene, sql`auth.extend_access(${row.id})`)
    return {}
  },
  audit: () => ({}),
})

const Ending = z.object({
  accessId: z.uuid(),
  outcome: z.enum(['refused', 'withdrawn'], 'access_outcome_missing'),
  reason: z.string('access_reason_missing').trim().min(5, 'access_reason_missing').max(2000),
})

/** What two have decided is to come to nothing after all: somebody else, who leads, ends it. */
export const askEndAccess = defineUseCase({
  name: 'access.ask-end',
  permission: 'access.work',
  purpose: 'support',
  input: Ending,
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({}),
  async run(scene, { accessId, outcome }) {
    const row = await accessFor(scene, 'access.work', accessId)
    refuseUnless(row, 'decided')
    await takeStep(scene, sql`auth.ask_end_access(${row.id}, ${outcome})`)
    return {}
  },
  audit: (_result, { outcome, reason }) => ({ basis: outcome, words: reason }),
})

/**
 * It comes to nothing: taken back, or answered without saying whether there is anything (Article 81). What two have decided
 * takes two here, too.
 */
export const endAccess = defineUseCase({
  name: 'access.end',
  permission: 'access.decide',
  purpose: 'oversight',
  input: Ending,
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({}),
  async run(scene, { accessId, outcome }) {
    const row = await accessFor(scene, 'access.decide', accessId)
    refuseUnless(row, 'received', 'identified', 'decided')
    await takeStep(scene, sql`auth.end_access(${row.id}, ${outcome})`)
    return {}
  },
  audit: (_result, { outcome, reason }) => ({ basis: outcome, words: reason }),
})
