import { z } from 'zod'
import { blankCodes, codesWithBlanks } from '../../codes/code-lists.ts'

export { ageBandOn } from './age.ts'

/** A blank is one of three things, and never just empty (未聴取・不明・答えたくない): the list of `reference/codes`. */
export const blanks = blankCodes as readonly ['not_asked', 'unknown', 'declined']

const Sex = z.enum(codesWithBlanks('sex').map((one) => one.code))
export const parts = ['client', 'child', 'companion', 'counterpart', 'relative', 'contact'] as const
export type Part = (typeof parts)[number]

const text = (longest: number) => z.string().trim().max(longest)
export const CalendarDay = z.iso.date()

/** legal = 戸籍, used = 通称, maiden = 旧姓, pseudonym = 仮名; variant characters are kept as typed. */
export const nameKinds = ['legal', 'used', 'maiden', 'pseudonym'] as const
/** Readings are kept in hiragana, whichever kana the keyboard gave: half-width and katakana look alike in no list. */
export function asHiragana(typed: string): string {
  // Half-width kana alone: the whole of NFKC would make some letters longer than the field.
  return typed
    .replace(/[\uff66-\uff9f]+/g, (halves) => halves.normalize('NFKC'))
    .replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60))
}
const kana = text(80).transform(asHiragana)

/** As it is dialled: digits and signs half-width, whichever the keyboard gave. */
const phoneNumber = text(30).transform((typed) =>
  typed
    .replace(/[\uff08-\uff19]/g, (wide) => String.fromCodePoint((wide.codePointAt(0) ?? 0) - 0xfee0))
    .replace(/(?<=\d)[\u2010-\u2015\u2212\u30fc\uff70](?=\d)/g, '-'),
)

export const PersonName = z.object({
  kind: z.enum(nameKinds).default('legal'),
  family: text(60).default(''),
  given: text(60).default(''),
  familyKana: kana.default(''),
  givenKana: kana.default(''),
})
export type PersonName = z.output<typeof PersonName>

/** What lists and search may open. */
export const PersonCard = z.object({
  names: z.array(PersonName).max(8).default([]),
  birthDate: CalendarDay.nullable().default(null),
  sex: Sex.default('not_asked'),
  phones: z
    .array(z.object({ number: phoneNumber, note: text(120).default('') }))
    .max(8)
    .default([]),
})
export type PersonCard = z.output<typeof PersonCard>

/** How she may be reached. The default is no contact at all. */
export const SafeContact = z.object({
  mayContact: z.enum(['yes', 'no', ...blanks]).default('not_asked'),
  phone: phoneNumber.default(''),
  /** "13:00" – "15:00" */
  from: z.union([z.iso.time({ precision: -1 }), z.literal('')]).default(''),
  until: z.union([z.iso.time({ precision: -1 }), z.literal('')]).default(''),
  days: text(60).default(''),
  voicemail: z.enum(['yes', 'no', ...blanks]).default('not_asked'),
  mail: z.enum(['yes', 'no', ...blanks]).default('not_asked'),
  /** By what name we call. */
  callerName: text(60).default(''),
  whoMayAnswer: text(120).default(''),
  codeWord: text(60).default(''),
  never: text(300).default(''),
  checkAgainOn: CalendarDay.nullable().default(null),
})
export type SafeContact = z.output<typeof SafeContact>

/** The rest of the face sheet (フェイスシート). Every field may stay blank. */
export const FaceSheet = z.object({
  languages: z.array(text(40)).max(10).default([]),
  interpreter: z.enum(['needed', 'not_needed', ...blanks]).default('not_asked'),
  accessNeeds: text(500).default(''),
  nationality: text(60).default(''),
  residenceStatus: text(120).default(''),
  residenceUntil: CalendarDay.nullable().default(null),
  household: text(1000).default(''),
  maritalStatus: text(60).default(''),
  income: text(500).default(''),
  insurance: text(120).default(''),
  disability: text(300).default(''),
  health: text(1000).default(''),
  pregnancy: z.enum(['yes', 'no', ...blanks]).default('not_asked'),
  occupation: text(200).default(''),
  relation: text(60).default(''),
  note: text(4000).default(''),
})
export type FaceSheet = z.output<typeof FaceSheet>

/** 居所・勤務先・学校・医療機関: opened by a reveal with a reason only. */
export const whereaboutsKinds = [
  'present_address',
  'registered_address',
  'previous_address',
  'workplace',
  'school',
  'clinic',
] as const
export const Place = z.object({ text: text(500), note: text(500).default('') })
export type Place = z.output<typeof Place>

/** The name to show: what she goes by, else the first one; empty when none was given. */
export function nameToShow(card: PersonCard): string {
  const name = card.names.find((one) => one.kind === 'used') ?? card.names[0]
  return name ? `${name.family} ${name.given}`.trim() || `${name.familyKana} ${name.givenKana}`.trim() : ''
}

/** The reading of that name. */
export function kanaToShow(card: PersonCard): string {
  const name = card.names.find((one) => one.kind === 'used') ?? card.names[0]
  return name ? `${name.familyKana} ${name.givenKana}`.trim() : ''
}
