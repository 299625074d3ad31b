import { expect, test } from 'vitest'
import { useDatabase } from '../../db/testing/use-database.ts'
import { drillLog, fillLog } from './testing/drill.ts'
import { TAMPERINGS } from './testing/tamper.ts'

/** A sample of `npm run drill -- log`. */
const database = useDatabase()

test('whatever is done to sealed lines, verify notices', async () => {
  const outside = await fillLog(database.superuser, await database.as('yorube_worker'), 300)
  const result = await drillLog(database.superuser, outside, 3 * TAMPERINGS.length, 20_261_128)
  expect(result.missed).toEqual([])
  expect(result.noticed).toBe(36)
})
