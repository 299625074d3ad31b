import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { parseTime } from '../../ui/form/parse-time.ts'
import { officeSetting } from './calendar-lookup.ts'

const Time = z.string('directory_error_time').transform((text, context) => {
  const time = parseTime(text)
  if (time) return time
  context.addIssue({ code: 'custom', message: 'directory_error_time' })
  return z.NEVER
})
const Months = z.coerce
  .number('directory_error_months')
  .int('directory_error_months')
  .min(1, 'directory_error_months')
  .max(60, 'directory_error_months')

export const changeOfficeSetting = defineUseCase({
  name: 'directory.change-office-setting',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z
    .object({
      opensAt: Time,
      closesAt: Time,
      pledgeMonths: Months,
      windowCheckMonths: Months,
      rev: z.coerce.number().int().min(0),
    })
    .refine(({ opensAt, closesAt }) => opensAt < closesAt, {
      path: ['closesAt'],
      message: 'directory_error_hours_order',
    }),
  subject: () => ({ objectType: 'office_setting' }),
  output: z.object({ rev: z.number() }),
  async run({ tx, actor }, { opensAt, closesAt, pledgeMonths, windowCheckMonths, rev }) {
    const before = await officeSetting(tx)
    if (before.rev !== rev)
      throw new AppError('conflict', 'directory_error_conflict', { facts: { rev: before.rev } })
    const row = {
      opens_at: opensAt,
      closes_at: closesAt,
      pledge_months: pledgeMonths,
      window_check_months: windowCheckMonths,
      rev: rev + 1,
    }
    const written = await tx
      .insertInto('office_setting')
      .values({ tenant_id: actor.tenantId, ...row })
      .onConflict((conflict) =>
        conflict.column('tenant_id').doUpdateSet(row).where('office_setting.rev', '=', rev),
      )
      .executeTakeFirst()
    if (written.numInsertedOrUpdatedRows === 0n) throw new AppError('conflict', 'directory_error_conflict')
    return { rev: rev + 1 }
  },
  audit: () => ({}),
})
