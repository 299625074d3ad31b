import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { sayTheSame, unsayTheSame } from './same-person.ts'
import { personsById } from './store.ts'

const Pair = z
  .object({ personId: z.uuid(), otherId: z.uuid('people_error_choose') })
  .refine((pair) => pair.personId !== pair.otherId, { path: ['otherId'], message: 'people_error_same' })

/** 同じ方としてまとめる: counted once from now on, shown together, and separable again. */
export const mergePeople = defineUseCase({
  name: 'person.merge',
  permission: 'person.merge',
  purpose: 'support',
  input: Pair,
  subject: (input) => ({ objectType: 'person', objectId: input.personId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const link = await sayTheSame(scene, input.personId, input.otherId)
    const [person] = await personsById(scene.tx, [input.personId])
    return { id: link.id, caseId: person?.case_id ?? null }
  },
  audit: (result) => (result.caseId ? { caseId: result.caseId } : {}),
})

export const separatePeople = defineUseCase({
  name: 'person.separate',
  permission: 'person.merge',
  purpose: 'support',
  input: z.object({ linkId: z.uuid() }),
  subject: (input) => ({ objectType: 'same_person', objectId: input.linkId }),
  output: z.object({}),
  async run(scene, input) {
    const { personIds } = await unsayTheSame(scene, input.linkId)
    // Both must be hers to see: a link is no way around a block.
    if ((await personsById(scene.tx, personIds)).length !== 2) throw new AppError('not-found')
    return {}
  },
  audit: () => ({}),
})
