import { beforeAll, expect, test } from 'vitest'
import { signIn } from '../../src/modules/accounts/sign-in.ts'
import { aCase, showCase } from '../../src/modules/cases/testing.ts'
import { aConsultation, keepOut, openConsultation } from '../../src/modules/consultations/testing.ts'
import { useDatabase } from '../../src/platform/db/testing/use-database.ts'
import { isAppError } from '../../src/platform/errors.ts'
import { TestOffice, type TestPerson } from '../../src/platform/testing/office.ts'
import { aColleague, aVault, TENANT } from '../../src/platform/vault/story.fixture.ts'
import { Random } from '../random.ts'
import { compareTimes } from './welch.ts'

/**
 * Does the time of a refusal tell what it hides? Whether an account exists, and whether a case or a first call is absent or only
 * hidden from the person it names. Only `npm run drill -- timing` asks: a machine that does other things as well says nothing of time.
 */
const database = useDatabase()
const isWhole = process.env.DRILL === 'whole'
const limit = 4.5

let office: TestOffice
let counselor: TestPerson
let hiddenCase: string
let keptConsultation: string

beforeAll(async () => {
  office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'counselor', 'supervisor'])
  counselor = people[0] as TestPerson
  hiddenCase = await aCase(people[1] as TestPerson)
  await database.superuser.query(
    'insert into auth.case_block (tenant_id, user_id, case_id, created_by) values ($1, $2, $3, $4)',
    [office.tenantId, counselor.userId, hiddenCase, people[1]?.userId],
  )
  keptConsultation = await aConsultation(people[1] as TestPerson)
  const userId = counselor.userId
  await keepOut(people[1] as TestPerson, { consultationId: keptConsultation, userId, reason: '見本の理由' })
}, 60_000)

/** Takes turns by lot, so that whatever else the machine does falls on both alike. */
async function told(
  what: string,
  samples: number,
  acts: readonly [() => Promise<unknown>, () => Promise<unknown>],
  between: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const random = new Random(isWhole ? Date.now() : 1)
  const times: [number[], number[]] = [[], []]
  for (let sample = -50; sample < samples; sample++) {
    const side = random.below(2) as 0 | 1
    const began = performance.now()
    await acts[side]()
    if (sample >= 0) times[side].push(performance.now() - began)
    if (sample % 20 === 0) await between()
  }
  const { t, medianMicroseconds } = compareTimes(...times)
  process.stdout.write(
    `${what}: t = ${t.toFixed(2)} over ${samples} samples, medians ${medianMicroseconds.map((one) => Math.round(one)).join(' and ')} \u00b5s\n`,
  )
  expect(Math.abs(t), what).toBeLessThan(limit)
}

/** What it is refused with is the same as well, or the time would not matter. */
async function refusal(act: () => Promise<unknown>): Promise<string> {
  try {
    return `done ${JSON.stringify(await act())}`
  } catch (error) {
    return isAppError(error) ? `${error.code} ${error.key} ${JSON.stringify(error.facts)}` : String(error)
  }
}

test('the vault: an account that does not exist, and a wrong password', async () => {
  const vault = aVault()
  const { unlocker } = await aColleague(vault)
  const user = { tenantId: TENANT, userId: unlocker.userId }
  await told('unknown account or wrong password, key derivation of 8 KiB', isWhole ? 200_000 : 4_000, [
    () => vault.signIn(user, null, 'not her password'),
    () => vault.signIn(user, unlocker, 'not her password'),
  ])
}, 3_600_000)

test('signing in: an account that does not exist, and a wrong password', async () => {
  const visitor = { host: office.host, network: 'loopback', deviceLabel: '' }
  const attempt = (login: string) => () =>
    refusal(() => signIn(visitor, { login, password: 'not her password', code: '000000' } as never))
  const forget = () => database.superuser.query('delete from auth.sign_in_attempt')
  expect(await attempt('nobody-at-all')()).toBe(await attempt(counselor.login)())
  await forget()
  const acts = [attempt('nobody-at-all'), attempt(counselor.login)] as const
  const one = (act: () => Promise<unknown>) => async () => {
    await act()
  }
  // Attempts are counted; to go on asking, the counter is set back.
  await told(
    'unknown login or wrong password, whole way',
    isWhole ? 10_000 : 300,
    [one(acts[0]), one(acts[1])],
    forget,
  )
}, 3_600_000)

test('a case that is not there, and one that is hidden from the person it names', async () => {
  const ask = (caseIds: readonly string[]) => {
    let asked = 0
    return () => refusal(() => showCase(counselor, { caseId: caseIds[asked++ % caseIds.length] as string }))
  }
  // Drawn beforehand: making up an id takes time as well.
  const absent = ask(Array.from({ length: 1_000 }, () => crypto.randomUUID()))
  const hidden = ask(Array.from({ length: 1_000 }, () => hiddenCase))
  expect(await absent()).toBe(await hidden())
  await told('absent or hidden case, whole way', isWhole ? 20_000 : 300, [absent, hidden])
}, 3_600_000)

test('a consultation that is not there, and one that is kept from the person it concerns', async () => {
  const ask = (ids: readonly string[]) => {
    let asked = 0
    return () =>
      refusal(() => openConsultation(counselor, { consultationId: ids[asked++ % ids.length] as string }))
  }
  const absent = ask(Array.from({ length: 1_000 }, () => crypto.randomUUID()))
  const kept = ask(Array.from({ length: 1_000 }, () => keptConsultation))
  expect(await absent()).toBe(await kept())
  await told('absent or kept consultation, whole way', isWhole ? 20_000 : 300, [absent, kept])
}, 3_600_000)

test('the drill would notice: two refusals that differ by a tenth', () => {
  const random = new Random(3)
  const around = (centre: number) => Array.from({ length: 2_000 }, () => centre + random.below(1_000) / 1_000)
  expect(Math.abs(compareTimes(around(5), around(5)).t)).toBeLessThan(limit)
  expect(Math.abs(compareTimes(around(5), around(5.1)).t)).toBeGreaterThan(limit)
})
