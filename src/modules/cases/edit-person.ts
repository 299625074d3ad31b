import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { editPerson, personsById } from '../people/index.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId, TypedCard, TypedFace } from './contract.ts'
import { holdCounterpart, watchCounterpart } from './counterpart.ts'
import { addCaseEvent } from './event-store.ts'
import { dayInJapan } from './policy.ts'

export const editPersonOfCase = defineUseCase({
  name: 'case.edit-person',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({
    personId: z.uuid(),
    rev: z.coerce.number().int().positive(),
    card: TypedCard,
    face: TypedFace.prefault({}),
  }),
  subject: (input) => ({ objectType: 'person', objectId: input.personId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    const [person] = await personsById(scene.tx, [input.personId])
    if (person?.part === 'counterpart') await holdCounterpart(scene, input.card)
    const before = await editPerson(scene, {
      personId: input.personId,
      rev: input.rev,
      card: input.card,
      face: input.face,
      day: dayInJapan(),
    })
    if (before.caseId !== row.id) throw new AppError('not-found')
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'person_changed',
      objectId: before.id,
      toState: before.part,
    })
    if (before.part === 'counterpart') await watchCounterpart(scene, row.id, before.id, input.card)
    return {}
  },
  audit: () => ({}),
})
