import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'
import { numberKey } from '../cases/index.ts'
import { deskNames } from '../directory/index.ts'
import { kanaKey, wholePhoneKey } from '../people/index.ts'

const typed = (longest: number) => z.string().trim().max(longest).default('')

/**
 * A case by its whole number, or by the whole number, or whole reading and birth date, of somebody on it. Says which desk
 * holds it and nothing else; there is no list to look through.
 */
export const findForDuty = defineUseCase({
  name: 'duty.find',
  permission: 'case.break-glass',
  purpose: 'protection',
  input: z.object({
    number: typed(20),
    phone: typed(40),
    kana: typed(160),
    birthDate: typed(60).transform((raw, context) => {
      if (raw === '') return null
      const day = parseJapaneseDate(raw)
      if (!day) context.addIssue({ code: 'custom', message: 'emergency_day' })
      return day ?? z.NEVER
    }),
  }),
  subject: () => ({ objectType: 'search' }),
  output: z.object({ found: z.array(z.object({ caseId: z.uuid(), deskName: z.string() })) }),
  async run(scene, input) {
    const tokens = tokensOf(scene, input)
    if (tokens.length === 0)
      throw new AppError('invalid', 'error_invalid', { fields: { number: 'emergency_nothing_whole' } })
    const { rows } = await sql<{ case_id: string; desk_id: string }>`
      select * from auth.find_for_duty(${tokens}::bytea[])`.execute(scene.tx)
    const names = await deskNames(
      scene.tx,
      rows.map((row) => row.desk_id),
    )
    return {
      found: rows.map((row) => ({ caseId: row.case_id, deskName: names.get(row.desk_id)?.name ?? '' })),
    }
  },
  audit: (result, { number, phone, kana, birthDate }) => ({
    count: result.found.length,
    words: [number, phone, kana, birthDate].filter(Boolean).join(' '),
  }),
})

interface Asked {
  number: string
  phone: string
  kana: string
  birthDate: string | null
}

function tokensOf({ actor: { tenantId } }: Scene, { number, phone, kana, birthDate }: Asked): Buffer[] {
  const { vault } = platform()
  const caseKey = numberKey(number)
  const phoneKey = wholePhoneKey(phone)
  const name = kanaKey(kana)
  return [
    ...(caseKey ? [vault.token(tenantId, 'case-number', caseKey)] : []),
    ...(phoneKey ? [vault.token(tenantId, 'phone', phoneKey)] : []),
    ...(name && birthDate ? [vault.token(tenantId, 'name-and-birth-date', `${name}|${birthDate}`)] : []),
  ].map((token) => Buffer.from(token))
}
