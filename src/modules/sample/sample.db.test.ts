import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sealRound } from '../../platform/audit/log/seal-round.ts'
import type { Finding } from '../../platform/audit/verify/findings.ts'
import { verify } from '../../platform/audit/verify/verify.ts'
import { openPool, type Pool } from '../../platform/db/pool.server.ts'
import { testPasswordOf } from '../../platform/db/testing/test-cluster.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { logSigner } from '../../platform/vault/index.ts'
import { loadSample, type Progress } from './index.ts'
import { firstDayOfStory } from './world/days.ts'

const database = useDatabase()
let owner: Pool

beforeAll(() => {
  const signIn = { user: 'yorube_migrator', password: testPasswordOf('yorube_migrator') }
  owner = openPool({ ...inject('cluster'), database: database.name, ...signIn }, 2, () => {})
})
afterAll(() => owner.end())

async function one<Row extends object>(sql: string): Promise<Row> {
  const { rows } = await database.superuser.query<Row>(sql)
  if (!rows[0]) throw new Error('no row')
  return rows[0]
}

/** How much stands in each table, so that a second load is seen to change nothing. */
async function counts() {
  return one(`select (select count(*)::int from auth.tenant) as tenants, (select count(*)::int from auth.staff_user) as people,
    (select count(*)::int from consultation) as consultations, (select count(*)::int from case_) as cases,
    (select count(*)::int from request) as requests, (select count(*)::int from audit.event) as events`)
}

test('a tenth of the sample is lived through by the use-cases, and a second load changes nothing', async () => {
  const told: Progress[] = []
  expect(await loadSample({ owner, share: 0.1, tell: (one) => told.push(one) })).toBe('empty')
  expect(told.filter((one) => one.what === 'broken-off')).toEqual([])

  const before = await counts()
  expect(before).toMatchObject({ tenants: 2, people: 45, consultations: 300, cases: 30 })
  const { requests, recorded, opened } = await one<{ requests: number; recorded: number; opened: number }>(
    `select (select count(*)::int from request) as requests,
       (select count(*)::int from audit.event where action = 'consultation.record' and result = 'ok') as recorded,
       (select count(*)::int from audit.event where action = 'case.open' and result = 'ok') as opened`,
  )
  expect([recorded, opened]).toEqual([300, 30])
  expect(requests).toBeGreaterThan(15)
  expect(database.alarms).toEqual([])

  // Desks that act have keys; only the newcomer has not acknowledged; nobody's session of the story goes on.
  const standing = await one<{ unpledged: string[]; sessions: number; defaults: number }>(
    `select array(select login from auth.staff_user u where not exists
         (select from auth.pledge p where p.tenant_id = u.tenant_id and p.user_id = u.id) order by login) as unpledged,
       (select count(*)::int from auth.session) as sessions,
       (select count(*)::int from pg_attrdef where pg_get_expr(adbin, adrelid) like '%lived_time%') as defaults`,
  )
  expect(standing).toEqual({ unpledged: ['haruto.tehon'], sessions: 0, defaults: 0 })

  expect(await loadSample({ owner, share: 0.1 })).toBe('loaded')
  expect(await counts()).toEqual(before)
}, 120_000)

test('every moment lies in the two years before today, and case numbers follow the fiscal year', async () => {
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
  const span = await one<{ first: string; last: string; written: string; years: number }>(
    `select min(day)::text as first, max(day)::text as last, min(created_at)::date::text as written,
       (select count(distinct fiscal_year)::int from case_number) as years from consultation`,
  )
  expect(span.first >= firstDayOfStory(today)).toBe(true)
  expect(span.written >= firstDayOfStory(today)).toBe(true)
  expect(span.last <= today).toBe(true)
  expect(span.years).toBe(2)
})

test('nothing real stands in it: no tenant of a map, no number that rings', async () => {
  const { rows } = await database.superuser.query<{ name: string }>(
    'select name from body union select name from desk_entry union select name from auth.tenant',
  )
  expect(rows.length).toBeGreaterThan(30)
  expect(rows.filter(({ name }) => /上尾|埼玉|さいたま|伊奈|足立/.test(name))).toEqual([])
})

test('an instance with real records is refused and left as it is', async () => {
  const office = await TestOffice.open(database)
  const before = await counts()
  expect(await loadSample({ owner, share: 0.1 })).toBe('real')
  expect(await counts()).toEqual(before)
  await database.superuser.query('delete from auth.tenant where tenant_id = $1', [office.tenantId])
})

/** What `verify` says of the record and its log; desks of one member are none of it. */
async function aboutTheRecord(): Promise<Finding[]> {
  const worker = await database.as('yorube_worker')
  while ((await sealRound(worker, logSigner(platform().vault.logSeed()))) > 0);
  const definer = await database.as('yorube_migrator')
  await definer.query('set role yorube_definer')
  const { findings } = await verify(definer, platform().vault)
  return findings.filter(({ kind }) => /^(line|leaves|log|checkpoint|root|begin|begun|writing)/.test(kind))
}

test('a load that was cut off begins anew, the record and its log as well', async () => {
  for (const load of ['what was loaded here', 'what was loaded then']) {
    await database.superuser.query('update auth.tenant set is_default = false')
    expect(await loadSample({ owner, share: 0.02 }), load).toBe('cut-off')
    expect(await aboutTheRecord(), load).toEqual([])
  }
  const { consultations } = await one<{ consultations: number }>(
    'select count(*)::int as consultations from consultation',
  )
  expect(consultations).toBeGreaterThan(40)
  expect(consultations).toBeLessThan(300)
}, 60_000)

// Last: stories that end on a day to come leave lines of then.
test.each([
  ['just after the turn of the year', '01-03T00:00:00+09:00'],
  ['on the first morning of a fiscal year', '04-01T08:30:00+09:00'],
  ['in the long holidays of May', '05-04T11:00:00+09:00'],
])(
  'the story ends on any day: %s',
  async (_name, moment) => {
    await database.superuser.query('update auth.tenant set is_default = false')
    const told: Progress[] = []
    await loadSample({ owner, share: 0.05, now: nextTimeOf(moment), tell: (one) => told.push(one) })
    expect(told.filter((one) => one.what === 'broken-off')).toEqual([])
  },
  60_000,
)

/** The next such moment of some year, as an instant. */
function nextTimeOf(moment: string): number {
  const year = new Date().getUTCFullYear()
  const instants = [year, year + 1].map((each) => Date.parse(`${each}-${moment}`))
  return instants.find((instant) => instant > Date.now()) ?? Number.NaN
}
