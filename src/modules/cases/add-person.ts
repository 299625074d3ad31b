import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { addPerson } from '../people/index.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { personParts } from './codes.ts'
import { CaseId, TypedCard, TypedFace } from './contract.ts'
import { holdCounterpart, watchCounterpart } from './counterpart.ts'
import { addCaseEvent } from './event-store.ts'
import { dayInJapan } from './policy.ts'

/** A child, somebody who came along, the counterpart, a relative: each under a key of her or his own. */
export const addPersonToCase = defineUseCase({
  name: 'case.add-person',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({
    submissionId: z.uuid(),
    part: z.enum(personParts),
    card: TypedCard,
    face: TypedFace.prefault({}),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    if (input.part === 'counterpart') await holdCounterpart(scene, input.card)
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    const { id } = await addPerson(scene, {
      part: input.part,
      deskId: row.desk_id,
      caseId: row.id,
      card: input.card,
      face: input.face,
      day: dayInJapan(),
    })
    await addCaseEvent(scene, { ...homeOf(row), kind: 'person_added', objectId: id, toState: input.part })
    if (input.part === 'counterpart') await watchCounterpart(scene, row.id, id, input.card)
    return { id }
  },
  audit: (result) => ({ objectType: 'person', objectId: result.id }),
})
