import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, type TestPerson } from '../../platform/testing/office.ts'
import { registerCaseSources } from '../cases/testing.ts'
import { watchedOffice } from './testing/watched-office.ts'

/** Two who write at once: whichever line has its number first, and whichever is there last, both are told. */
const database = useDatabase()
beforeAll(registerCaseSources)
const { anOffice, watch, watchNow, rulesSeenBy } = watchedOffice(database)

type Raw = Awaited<ReturnType<typeof database.as>>

async function begun(who: TestPerson): Promise<Raw> {
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, who)
  return raw
}
const takesItsPlace = (raw: Raw) => raw.query('select pg_current_xact_id()')
async function isRefusedThreeTimes(raw: Raw): Promise<void> {
  for (let index = 0; index < 3; index++)
    await raw.query(
      "select audit.record('case.show', 'case', gen_random_uuid(), null, 'support', null, 'absent', null, null, null)",
    )
}

test('a line that was numbered first and committed last is told with the others', async () => {
  const { curious, supervisor } = await anOffice()
  const [slow, quick] = [await begun(curious), await begun(curious)]
  await isRefusedThreeTimes(slow)
  await isRefusedThreeTimes(quick)
  await quick.query('commit')
  // The slow one began before: what came after it waits for it.
  await watchNow()
  await slow.query('commit')
  await watch()
  expect(await rulesSeenBy(supervisor)).toEqual(['refused 6'])
})

test('nor is one lost whose transaction is the later one although its line has the smaller number', async () => {
  const { curious, supervisor } = await anOffice()
  const [early, late] = [await begun(curious), await begun(curious)]
  await takesItsPlace(early)
  await isRefusedThreeTimes(late)
  await isRefusedThreeTimes(early)
  await early.query('commit')
  await expect.poll(watchNow, { timeout: 20_000 }).toBe(1)
  await late.query('commit')
  await watch()
  expect(await rulesSeenBy(supervisor)).toEqual(['refused 6'])
})
