import { z } from 'zod'
import { codesOf, presentCode } from '../../codes/code-lists.ts'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'
import { bodyKinds, bodyTypes, deskKinds } from './codes.ts'
import { dutyGrounds } from './duty-grounds.ts'
import { hiraganaOf } from './kana.ts'

/** One line as people type it: no control characters, so that no CSV or printed line can break on it. */
function line(longest: number) {
  return z
    .string('directory_error_text')
    .trim()
    .max(longest, 'directory_error_too_long')
    .regex(/^\P{Cc}*$/u, 'directory_error_text')
}
export const OptionalLine = (longest: number) => line(longest).default('')
export const RequiredLine = (longest: number, missing: string) =>
  z.string(missing).trim().min(1, missing).pipe(line(longest))
/** Several lines, for remarks on the public page. */
export const Remarks = z
  .string('directory_error_text')
  .trim()
  .max(500, 'directory_error_too_long')
  .transform((text) => text.replace(/\r\n?/g, '\n'))
  .pipe(z.string().regex(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u, 'directory_error_text'))
  .default('')

/** A day in any spelling an office uses; leaves as YYYY-MM-DD. */
export const Day = z.string('directory_error_day').transform((text, context) => {
  const day = parseJapaneseDate(text)
  if (day) return day
  context.addIssue({ code: 'custom', message: 'directory_error_day' })
  return z.NEVER
})

export const Tick = z.union([z.boolean(), z.literal('yes').transform(() => true)]).default(false)
export const Sort = z.coerce
  .number('directory_error_sort')
  .int('directory_error_sort')
  .min(0, 'directory_error_sort')
  .max(100_000, 'directory_error_sort')
  .default(1_000)
export const Rev = z.coerce.number().int().positive()
export const Phone = line(40)
  .transform((text) => text.normalize('NFKC'))
  .pipe(z.string().regex(/^[0-9#*+()\- ]*$/, 'directory_error_phone'))
  .default('')

export const BodyFields = z.object({
  name: RequiredLine(120, 'directory_error_name'),
  kana: line(200)
    .transform(hiraganaOf)
    .pipe(z.string().regex(/^[\u3041-\u3096\u30fc\u30fb\u3000 ]*$/, 'directory_error_kana'))
    .default(''),
  kind: z.enum(bodyKinds, 'directory_error_kind'),
  type: z.enum(bodyTypes, 'directory_error_type').default('other'),
  bureau: OptionalLine(60),
  dutyGround: z.enum(dutyGrounds, 'directory_error_ground'),
  dutySource: OptionalLine(200),
  isOutside: Tick,
  activeFrom: Day.optional(),
  sort: Sort,
})
export type BodyFields = z.output<typeof BodyFields>

export const DeskFields = z.object({
  name: RequiredLine(120, 'directory_error_name'),
  kind: z.enum(deskKinds, 'directory_error_kind'),
  publicPhone: Phone,
  extension: Phone,
  activeFrom: Day.optional(),
  sort: Sort,
})
export type DeskFields = z.output<typeof DeskFields>

export const ContactRoleFields = z.object({
  title: RequiredLine(60, 'directory_error_title'),
  note: OptionalLine(200),
})

/** As the list has it today; what an older edition called otherwise is understood. */
const Language = z
  .string()
  .transform((code) => presentCode('language', code))
  .refine((code) => codesOf('language').some((one) => one.code === code), 'directory_error_languages')

export const WindowFields = z.object({
  bodyId: z.uuid().optional(),
  name: RequiredLine(120, 'directory_error_name'),
  hours: OptionalLine(200),
  phone: Phone,
  languages: z
    .array(Language)
    .min(1, 'directory_error_languages')
    .max(40)
    .transform((chosen) => [...new Set(chosen)])
    .default(['ja']),
  whoMayUse: OptionalLine(200),
  note: Remarks,
  owner: OptionalLine(120),
  checkedOn: Day.optional(),
  isPublished: Tick,
  sort: Sort,
})
export type WindowFields = z.output<typeof WindowFields>
