import { z } from 'zod'
import pledges from '../../../reference/pledges.json' with { type: 'json' }
import { getLocale } from '../../platform/words/locale.ts'
import { type DutyGround, dutyGrounds } from './duty-grounds.ts'

const Penalty = z.strictObject({
  article: z.string().min(1),
  text: z.string().min(1),
  /** False = general knowledge, still to be checked against the law in force; the page says so. */
  isConfirmed: z.boolean(),
})
export const PledgeGround = z.strictObject({
  ground: z.enum(dutyGrounds),
  version: z.number().int().positive(),
  /** The law and article; null = a local rule, whose name stands in the body's own entry. */
  source: z.string().min(1).nullable(),
  binds: z.string().min(1),
  duty: z.string().min(1),
  lasts: z.string().min(1),
  /** Null = breaking this duty carries no statutory penalty, and none is ever shown. */
  penalty: Penalty.nullable(),
  /** For whoever reads the pages in English; the law is the Japanese text. */
  en: z.strictObject({
    source: z.string().min(1).nullable(),
    binds: z.string().min(1),
    duty: z.string().min(1),
    lasts: z.string().min(1),
    penalty: z.strictObject({ article: z.string().min(1), text: z.string().min(1) }).nullable(),
  }),
})
export type PledgeGround = z.output<typeof PledgeGround>

const grounds = z.strictObject({ grounds: z.array(PledgeGround) }).parse(pledges).grounds
const byGround = new Map(grounds.map((one) => [one.ground, one]))

/** What binds administrators and everybody whose desk names no ground of its own. */
export const usualGround: DutyGround = 'local_public_service_34'

export function pledgeGround(ground: string): PledgeGround {
  const found = byGround.get(ground as DutyGround) ?? byGround.get(usualGround)
  if (!found) throw new Error('reference/pledges.json names no usual ground')
  return found
}

/** The text in the reader's language. Ground and version stay the same: they name what was acknowledged. */
export function pledgeWords(ground: string): Omit<PledgeGround, 'en'> {
  const { en, ...text } = pledgeGround(ground)
  if (getLocale() === 'ja') return text
  return { ...text, ...en, penalty: text.penalty && { ...text.penalty, ...en.penalty } }
}
