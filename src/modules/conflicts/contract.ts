import { z } from 'zod'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'
import { PersonCard } from '../people/index.ts'

/** Who it is to the person who declares. */
export const kinRelations = [
  'self',
  'partner',
  'former_partner',
  'parent',
  'child',
  'sibling',
  'in_law',
  'other',
] as const

/** Names, readings, birth date and telephone of one person; nothing that is not needed to recognise a counterpart. */
export const KinDocument = z.object({
  relation: z.enum(kinRelations, 'conflicts_relation_missing'),
  card: PersonCard,
})
export type KinDocument = z.output<typeof KinDocument>

const short = z.string().trim().max(60, 'conflicts_too_long').default('')

/** As the form sends it. */
export const TypedKin = z
  .object({
    relation: z.enum(kinRelations, 'conflicts_relation_missing'),
    family: short,
    given: short,
    familyKana: short,
    givenKana: short,
    birthDate: z
      .string()
      .trim()
      .default('')
      .transform((raw, context) => {
        if (raw === '') return null
        const day = parseJapaneseDate(raw)
        if (!day) context.addIssue({ code: 'custom', message: 'conflicts_day' })
        return day ?? z.NEVER
      }),
    phone: z.string().trim().max(30, 'conflicts_too_long').default(''),
  })
  .superRefine((typed, context) => {
    const missing = (field: 'family' | 'given' | 'familyKana' | 'givenKana', message: string) => {
      if (typed[field] === '') context.addIssue({ code: 'custom', path: [field], message })
    }
    missing('family', 'conflicts_name_missing')
    missing('given', 'conflicts_name_missing')
    missing('familyKana', 'conflicts_kana_missing')
    missing('givenKana', 'conflicts_kana_missing')
  })
export type TypedKin = z.output<typeof TypedKin>

export function kinFrom({ relation, birthDate, phone, ...name }: TypedKin): z.input<typeof KinDocument> {
  return {
    relation,
    card: { names: [name], birthDate, phones: phone === '' ? [] : [{ number: phone }] },
  }
}
