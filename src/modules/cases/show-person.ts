import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { FaceSheet, PersonCard, personForEdit, placesOfCase, whereaboutsKinds } from '../people/index.ts'
import { caseFor } from './case-row.ts'
import { CaseId } from './contract.ts'
import { LastChange, lastChange } from './last-change.ts'

/** One person of a case: card, face sheet, and of which kinds a place is known. No place is opened here. */
export const showPerson = defineUseCase({
  name: 'case.show-person',
  permission: 'case.read',
  purpose: 'support',
  input: CaseId.extend({ personId: z.uuid() }),
  subject: (input) => ({ objectType: 'person', objectId: input.personId, caseId: input.caseId }),
  output: z.object({
    id: z.uuid(),
    part: z.string(),
    rev: z.number(),
    status: z.string(),
    card: PersonCard.nullable(),
    face: FaceSheet.nullable(),
    changed: LastChange.nullable(),
    places: z.array(z.object({ id: z.uuid(), kind: z.enum(whereaboutsKinds), createdAt: z.date() })),
    submissionId: z.uuid(),
  }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.read', input.caseId)
    const [person, places, changed] = await Promise.all([
      personForEdit(scene.tx, input.personId),
      placesOfCase(scene.tx, row.id),
      lastChange(scene, row.id, 'person_changed', input.personId),
    ])
    if (person.caseId !== row.id) throw new AppError('not-found')
    return {
      ...person,
      status: row.status,
      changed,
      places: places.filter((place) => place.personId === person.id),
      submissionId: crypto.randomUUID(),
    }
  },
  audit: () => ({}),
})
