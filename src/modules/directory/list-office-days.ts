import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { today } from './body-store.ts'
import { officeSetting } from './calendar-lookup.ts'
import { canManageDirectory } from './directory-policy.ts'
import { hasHolidayData, holidaysOf } from './office-days.ts'

export const listOfficeDays = defineUseCase({
  name: 'directory.list-office-days',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({ year: z.coerce.number().int().min(2000).max(2199).optional().catch(undefined) }),
  subject: () => ({ objectType: 'office_day' }),
  output: z.object({
    year: z.number(),
    today: z.string(),
    exceptions: z.array(z.object({ day: z.string(), isOpen: z.boolean(), name: z.string() })),
    holidays: z.array(z.object({ day: z.string(), name: z.string() })),
    hasHolidayData: z.boolean(),
    setting: z.object({
      opensAt: z.string(),
      closesAt: z.string(),
      pledgeMonths: z.number(),
      windowCheckMonths: z.number(),
      rev: z.number(),
    }),
    canManage: z.boolean(),
  }),
  async run({ tx, actor }, input) {
    const year = input.year ?? Number(today().slice(0, 4))
    const [setting, exceptions] = await Promise.all([
      officeSetting(tx),
      tx
        .selectFrom('office_day')
        .select(['day', 'is_open', 'name'])
        .where('day', '>=', `${year}-01-01`)
        .where('day', '<=', `${year}-12-31`)
        .orderBy('day')
        .limit(366)
        .execute(),
    ])
    return {
      year,
      today: today(),
      exceptions: exceptions.map((row) => ({ day: row.day, isOpen: row.is_open, name: row.name })),
      holidays: holidaysOf(year),
      hasHolidayData: hasHolidayData(`${year}-01-01`),
      setting,
      canManage: canManageDirectory(actor),
    }
  },
  audit: (result) => ({ count: result.exceptions.length }),
})
