import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { Day, OptionalLine } from './contract.ts'

/** A day that departs from the rule: open on a Saturday, closed on the town's own holiday. */
export const setOfficeDay = defineUseCase({
  name: 'directory.set-office-day',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({
    day: Day,
    is: z.enum(['open', 'closed'], 'directory_error_office_day'),
    name: OptionalLine(60),
  }),
  subject: () => ({ objectType: 'office_day' }),
  output: z.object({ day: z.string() }),
  async run({ tx, actor }, { day, is, name }) {
    const row = { is_open: is === 'open', name }
    await tx
      .insertInto('office_day')
      .values({ tenant_id: actor.tenantId, day, ...row })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'day']).doUpdateSet(row))
      .execute()
    return { day }
  },
  audit: () => ({ count: 1 }),
})
