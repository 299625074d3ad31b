import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { createVault } from '../../platform/vault/index.ts'
import { beginPasskey } from './begin-passkey.ts'
import { visitorAt } from './testing.ts'
import { originOf } from './testing-key.ts'

/** What strangers are shown in place of keys that there are not: it changes as real ones do, by itself and one by one. */
const database = useDatabase()

test('a rotated root secret changes none of them', async () => {
  const office = await TestOffice.open(database)
  const origin = originOf(office)
  const shown = async () => (await beginPasskey(visitorAt(office), { login: 'nobody.here', origin })).allow
  const before = await shown()
  const running = platform() as { vault: ReturnType<typeof createVault> }
  const { vault } = running
  running.vault = createVault(Buffer.alloc(32, 7), { argonMemoryBytes: 64 * 1024, argonOps: 1 })
  const after = await shown()
  running.vault = vault
  expect(after).toEqual(before)
  // Those of another tenant are others.
  const elsewhere = await TestOffice.open(database, '例示市', 'elsewhere.example.jp')
  const there = await beginPasskey(visitorAt(elsewhere), { login: 'nobody.here', origin })
  expect(there.allow.filter((one) => before.some(({ id }) => id === one.id))).toEqual([])
})

test('each changes now and then, never two at once as a rule, and by day', async () => {
  const office = await TestOffice.open(database)
  const origin = originOf(office)
  await beginPasskey(visitorAt(office), { login: 'nobody.here', origin })
  const at = async (times: readonly string[]) =>
    (
      await database.superuser.query<{ at: string; ids: string[] }>(
        `select t.at, array(select encode(k.id, 'hex') from internal.made_up_keys($1, 'city.example.jp', 'nobody.here', 5, t.at::timestamptz) k) as ids
         from unnest($2::text[]) as t (at) order by t.at`,
        [office.tenantId, times],
      )
    ).rows
  const day = (number: number, time: string) =>
    `${new Date(Date.UTC(2027, 0, 1) + number * 86_400_000).toISOString().slice(0, 10)}T${time}:00+09:00`
  const days = Array.from({ length: 1_000 }, (_, number) => number)
  const [mornings, evenings] = [
    await at(days.map((number) => day(number, '09:00'))),
    await at(days.map((number) => day(number, '17:01'))),
  ]
  const changed = (one: readonly string[] = [], next: readonly string[] = []) =>
    one.filter((id) => !next.includes(id)).length
  const byDay = days.map((number) => changed(mornings[number]?.ids, evenings[number]?.ids))
  const byNight = days.slice(1).map((number) => changed(evenings[number - 1]?.ids, mornings[number]?.ids))
  expect(byNight.filter((count) => count > 0)).toEqual([])
  // Each of the five after 200 to 900 days: five to twenty-five changes in a thousand.
  const total = byDay.reduce((sum, count) => sum + count, 0)
  expect(total).toBeGreaterThanOrEqual(5)
  expect(total).toBeLessThanOrEqual(25)
  expect(byDay.filter((count) => count > 2)).toEqual([])
})
