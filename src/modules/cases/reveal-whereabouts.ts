import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { Place, placeToReveal, whereaboutsKinds } from '../people/index.ts'
import { caseFor } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/**
 * What the page says before it asks for the reason: whose place it is and of what kind, never where. Asks for the
 * password first, so that nobody gives her reason twice.
 */
export const prepareReveal = defineUseCase({
  name: 'case.prepare-reveal',
  permission: 'case.reveal-whereabouts',
  purpose: 'protection',
  input: CaseId.extend({ placeId: z.uuid() }),
  subject: (input) => ({ objectType: 'whereabouts', objectId: input.placeId, caseId: input.caseId }),
  output: z.object({ kind: z.enum(whereaboutsKinds), recordedAt: z.date() }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.reveal-whereabouts', input.caseId)
    const { kind, createdAt } = await placeToReveal(scene.tx, row.id, input.placeId)
    return { kind, recordedAt: createdAt }
  },
  audit: () => ({}),
})

/** Shows where somebody is. An act of its own: with a reason, on the case's timeline and in the record of reads. */
export const revealWhereabouts = defineUseCase({
  name: 'case.reveal-whereabouts',
  permission: 'case.reveal-whereabouts',
  purpose: 'protection',
  input: CaseId.extend({ placeId: z.uuid(), reason: text(2000).min(1, 'cases_error_reason_missing') }),
  subject: (input) => ({ objectType: 'whereabouts', objectId: input.placeId, caseId: input.caseId }),
  output: z.object({
    id: z.uuid(),
    kind: z.enum(whereaboutsKinds),
    recordedAt: z.date(),
    place: Place.nullable(),
  }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.reveal-whereabouts', input.caseId)
    const found = await placeToReveal(scene.tx, row.id, input.placeId)
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'whereabouts_revealed',
      objectId: found.personId,
      toState: found.kind,
      reason: input.reason,
      isMovement: false,
    })
    return { id: found.id, kind: found.kind, recordedAt: found.createdAt, place: found.place }
  },
  audit: () => ({}),
})
