import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'
import { recognise } from '../people/index.ts'
import { latestOfPersons } from './latest-of-persons.ts'

/**
 * 「以前の相談があるかもしれません」: which case or consultation a number, or a kana name with a birth date, may belong to.
 * Says that and whether it is the counterpart's, and nothing else; only of persons the asker may see, and only by what is
 * typed to its end.
 */
export const recogniseCaller = defineUseCase({
  name: 'consultation.recognise-caller',
  permission: 'consultation.write',
  purpose: 'support',
  input: z.object({
    phone: z.string().max(40).optional(),
    kana: z.string().max(160).optional(),
    // A day that is still being typed is no day yet, and does not keep a number from being known.
    birthDate: z
      .string()
      .max(60)
      .transform((typed) => parseJapaneseDate(typed))
      .optional(),
  }),
  subject: () => ({ objectType: 'search' }),
  output: z.object({
    found: z.array(
      z.object({
        personId: z.uuid(),
        caseId: z.uuid().nullable(),
        consultationId: z.uuid().nullable(),
        day: z.string().nullable(),
        isCounterpart: z.boolean(),
      }),
    ),
  }),
  async run(scene, input) {
    const persons = await recognise(scene, input, desksFor(scene.actor, 'consultation.write'))
    const latest = await latestOfPersons(
      scene.tx,
      persons.map((one) => one.id),
    )
    return {
      found: persons.map(({ id, caseId, part }) => ({
        personId: id,
        caseId,
        consultationId: latest.get(id)?.id ?? null,
        day: latest.get(id)?.day ?? null,
        isCounterpart: part === 'counterpart',
      })),
    }
  },
  audit: (result, input) => ({
    count: result.found.length,
    words: typedWords(input.phone, input.kana, input.birthDate),
  }),
})

/** For auditors: a desk that tries number after number shows itself by them. */
function typedWords(...typed: readonly (string | undefined)[]): string {
  return typed.filter(Boolean).join(' ')
}
