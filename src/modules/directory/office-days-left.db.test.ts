import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { officeDaysApart } from './office-days-left.ts'

const database = useDatabase()

const apartFrom = defineUseCase({
  name: 'test.office-days-apart',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({ today: z.iso.date(), days: z.array(z.iso.date()) }),
  subject: () => ({}),
  output: z.array(z.number()),
  run: async ({ tx }, { today, days }) => [...(await officeDaysApart(tx, today, days)).values()],
  audit: () => ({}),
})

test('days apart are office days, whether today is one or not', async () => {
  const office = await TestOffice.open(database)
  const somebody = (await office.desk(['counselor'])).people[0]
  if (!somebody) throw new Error('nobody is there')
  const apart = (today: string, ...days: string[]) => apartFrom(somebody, { today, days })
  // Wednesday 25 to Monday 30 November 2026; Monday 23 is a holiday.
  const days = [
    '2026-11-20',
    '2026-11-24',
    '2026-11-26',
    '2026-11-27',
    '2026-11-29',
    '2026-11-30',
    '2026-12-01',
  ]
  expect(await apart('2026-11-27', ...days)).toEqual([-4, -3, -1, 0, 0, 1, 2])
  expect(await apart('2026-11-28', ...days)).toEqual([-5, -4, -2, -1, 0, 1, 2])
  expect(await apart('2026-11-30', ...days)).toEqual([-5, -4, -2, -1, 0, 0, 1])
})
