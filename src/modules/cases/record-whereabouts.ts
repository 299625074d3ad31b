import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Place, personForEdit, recordPlace, whereaboutsKinds } from '../people/index.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

export const recordWhereabouts = defineUseCase({
  name: 'case.record-whereabouts',
  permission: 'case.write',
  purpose: 'protection',
  input: CaseId.extend({
    submissionId: z.uuid(),
    personId: z.uuid(),
    kind: z.enum(whereaboutsKinds),
    place: Place.extend({ text: Place.shape.text.min(1, 'cases_error_place_missing') }),
  }),
  subject: (input) => ({ objectType: 'person', objectId: input.personId, caseId: input.caseId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    const person = await personForEdit(scene.tx, input.personId)
    if (person.caseId !== row.id) throw new AppError('not-found')
    const id = await recordPlace(scene, person, input.kind, input.place)
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'whereabouts_recorded',
      objectId: person.id,
      toState: input.kind,
    })
    return { id }
  },
  audit: (result) => ({ objectType: 'whereabouts', objectId: result.id }),
})
