import { z } from 'zod'
import { codesOf, currentEdition } from '../../codes/code-lists.ts'
import { parseTime } from '../../ui/form/parse-time.ts'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'
import { ageBandOn, type PersonCard, SafeContact } from '../people/contract.ts'
import { columnOfComplaint } from './codes.ts'
import { ConsultationRecord, type Counted, codeIn } from './contract.ts'
import { linesOf } from './memo.ts'

/** The form of a consultation as it is posted, and what it means. Pure. */

/** A day as people write it: R8.11.21, 令和8年11月21日, 20261121. */
export const DayTyped = z.string().transform((raw, context) => {
  const day = parseJapaneseDate(raw)
  if (!day) context.addIssue({ code: 'custom', message: 'consultations_error_day' })
  return day ?? z.NEVER
})
const TimeTyped = z
  .string()
  .transform((raw, context) => {
    const time = parseTime(raw)
    if (!time) context.addIssue({ code: 'custom', message: 'consultations_error_time' })
    return time ?? z.NEVER
  })
  .optional()
const short = (longest: number) => z.string().trim().max(longest, 'consultations_error_too_long').default('')

const PersonTyped = z.object({
  family: short(60),
  given: short(60),
  familyKana: short(80),
  givenKana: short(80),
  isPseudonym: z.coerce.boolean().default(false),
  birthDate: DayTyped.optional(),
  ageBand: codeIn('ageBand').optional(),
  sex: codeIn('sex').default('not_asked'),
  phone: short(30),
  phoneNote: short(120),
})

const ViolenceTyped = z.object({
  is: z.string().optional(),
  first: short(80),
  last: short(80),
  text: short(2000),
})

export const ConsultationTyped = z.object({
  day: DayTyped,
  time: TimeTyped,
  minutes: z.coerce
    .number('consultations_error_minutes')
    .int()
    .min(0)
    .max(1440, 'consultations_error_minutes')
    .optional(),
  channel: codeIn('channel').default('phone'),
  countedAs: z.enum(['counselling', 'liaison']).default('counselling'),
  route: codeIn('route').default('not_asked'),
  relation: codeIn('relation').default('not_asked'),
  urgency: codeIn('urgency').default('not_asked'),
  riskLevel: codeIn('risk').default('not_assessed'),
  /** What was typed while talking, and one letter a line: f = fact, w = her words, o = opinion, - = not marked. */
  memo: z.string().max(100_000, 'consultations_error_too_long').default(''),
  marks: z
    .string()
    .regex(/^[fwo-]*$/)
    .max(5000)
    .default(''),
  person: PersonTyped.prefault({}),
  violence: z.partialRecord(z.enum(codesOf('violence').map((one) => one.code)), ViolenceTyped).default({}),
  ...ConsultationRecord.omit({
    lines: true,
    violence: true,
    time: true,
    counted: true,
    amendedBecause: true,
  }).shape,
  safeContact: SafeContact.extend({
    from: TimeTyped,
    until: TimeTyped,
    checkAgainOn: DayTyped.optional(),
  }).prefault({}),
  nextContact: z
    .object({ on: DayTyped.optional(), at: TimeTyped, by: short(120), note: short(500) })
    .prefault({}),
  reassessBy: DayTyped.optional(),
})
export type ConsultationTyped = z.output<typeof ConsultationTyped>

/** What is sealed. */
export function recordFrom(
  typed: ConsultationTyped,
  amendedBecause = '',
): z.input<typeof ConsultationRecord> {
  const violence = Object.entries(typed.violence)
    .filter(([, one]) => one && (one.is || one.first || one.last || one.text))
    .map(([type, one]) => ({ type, first: one?.first, last: one?.last, text: one?.text }))
  return {
    ...typed,
    lines: linesOf(typed.memo, typed.marks),
    time: typed.time ?? '',
    violence,
    violenceTold: violence.length > 0 && typed.violenceTold === 'not_asked' ? 'yes' : typed.violenceTold,
    safeContact: {
      ...typed.safeContact,
      from: typed.safeContact.from ?? '',
      until: typed.safeContact.until ?? '',
      checkAgainOn: typed.safeContact.checkAgainOn ?? null,
    },
    nextContact: {
      ...typed.nextContact,
      on: typed.nextContact.on ?? null,
      at: typed.nextContact.at ?? '',
    },
    reassessBy: typed.reassessBy ?? null,
    counted: countedFrom(typed),
    amendedBecause,
  }
}

/** By the birth date where it is known, on the day of the contact; else the band that was chosen. */
function bandOf({ day, person }: ConsultationTyped): string {
  return person.birthDate ? ageBandOn(day, person.birthDate) : (person.ageBand ?? 'not_asked')
}

function countedFrom(typed: ConsultationTyped): Counted {
  const { day, channel, countedAs, urgency, riskLevel, route, relation, person } = typed
  const minutes = typed.minutes ?? null
  const { sex } = person
  return {
    day,
    channel,
    minutes,
    countedAs,
    urgency,
    riskLevel,
    route,
    relation,
    sex,
    ageBand: bandOf(typed),
  }
}

/** What stands in the open and is counted. Nothing here tells of sexual violence, pregnancy, disability or nationality. */
export function columnsFrom(typed: ConsultationTyped) {
  return {
    day: typed.day,
    channel: typed.channel,
    minutes: typed.minutes ?? null,
    counted_as: typed.countedAs,
    urgency: typed.urgency,
    risk_level: typed.riskLevel,
    chief_complaint: columnOfComplaint(typed.chiefComplaint),
    route: typed.route,
    relation: typed.relation,
    sex: typed.person.sex,
    age_band: bandOf(typed),
    code_version: currentEdition,
    next_contact_on: typed.nextContact.on ?? null,
  }
}

/** By whom somebody near is recognised: the counterpart and she herself, each as written and as read; blanks left out. */
export function namesOn({ counterpartName, person }: ConsultationTyped): string[] {
  return [
    counterpartName.name,
    counterpartName.kana,
    `${person.family}${person.given}`,
    `${person.familyKana}${person.givenKana}`,
  ].filter((name) => name !== '')
}

/** Her card, or null: a call without a name, a birth date or a number makes no person. */
export function cardFrom({ person }: ConsultationTyped): z.input<typeof PersonCard> | null {
  const { family, given, familyKana, givenKana, birthDate, phone, phoneNote, sex, isPseudonym } = person
  const hasName = [family, given, familyKana, givenKana].some((part) => part !== '')
  if (!hasName && !birthDate && !phone) return null
  return {
    names: hasName
      ? [{ kind: isPseudonym ? 'pseudonym' : 'legal', family, given, familyKana, givenKana }]
      : [],
    birthDate: birthDate ?? null,
    sex,
    phones: phone ? [{ number: phone, note: phoneNote }] : [],
  }
}
