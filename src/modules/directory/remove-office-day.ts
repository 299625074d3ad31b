import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'

export const removeOfficeDay = defineUseCase({
  name: 'directory.remove-office-day',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({ day: z.iso.date() }),
  subject: () => ({ objectType: 'office_day' }),
  output: z.object({ day: z.string() }),
  async run({ tx }, { day }) {
    const removed = await tx.deleteFrom('office_day').where('day', '=', day).executeTakeFirst()
    if (removed.numDeletedRows === 0n) throw new AppError('not-found')
    return { day }
  },
  audit: () => ({ count: 1 }),
})
