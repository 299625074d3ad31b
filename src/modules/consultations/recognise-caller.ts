import { sql } from 'kysely'
import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { recognise } from '../people/index.ts'
import { DayTyped } from './entry.ts'

/**
 * 「以前の相談があるかもしれません」: which case or consultation a number, or a kana name with a birth date, may belong to.
 * Says that, and nothing else; only of persons the asker may see. What was asked for is not recorded, how many were found is.
 */
export const recogniseCaller = defineUseCase({
  name: 'consultation.recognise-caller',
  permission: 'consultation.write',
  purpose: 'support',
  input: z.object({
    phone: z.string().max(40).optional(),
    kana: z.string().max(160).optional(),
    birthDate: DayTyped.optional(),
  }),
  subject: () => ({ objectType: 'person' }),
  output: z.object({
    found: z.array(
      z.object({
        personId: z.uuid(),
        caseId: z.uuid().nullable(),
        consultationId: z.uuid().nullable(),
        day: z.string().nullable(),
      }),
    ),
  }),
  async run(scene, input) {
    const persons = await recognise(scene, input)
    if (persons.length === 0) return { found: [] }
    const latest = await scene.tx
      .selectFrom('consultation')
      .distinctOn('person_id')
      .select(['id', 'person_id', 'day'])
      .where('person_id', '=', sql<string>`any(${persons.map((one) => one.id)}::uuid[])`)
      .orderBy('person_id')
      .orderBy('day', 'desc')
      .execute()
    return {
      found: persons.map(({ id, caseId }) => {
        const last = latest.find((row) => row.person_id === id)
        return { personId: id, caseId, consultationId: last?.id ?? null, day: last?.day ?? null }
      }),
    }
  },
  audit: (result) => ({ count: result.found.length }),
})
