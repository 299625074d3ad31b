import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { signInAsAuditor } from '../../platform/testing/auditors.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase, reviewCase, reviewQueue, setRisk, showCase } from '../cases/testing.ts'
import { liftReadStop } from './lift-read-stop.ts'
import { listReads } from './list-reads.ts'
import { readWords } from './read-words.ts'
import { setReadBudget } from './set-read-budget.ts'

const database = useDatabase()
const reason = '閉じたケースの名簿を照合するため'

/** An office whose figures are small enough to reach: asked again after five in an hour, stopped after eight in a day. */
async function anOffice(cases: number) {
  const office = await TestOffice.open(database)
  const [counselor, colleague, supervisor] = (await office.desk(['counselor', 'counselor', 'supervisor']))
    .people
  if (!counselor || !colleague || !supervisor) throw new Error('people are missing')
  const administrator = await office.person({ tenantRole: 'tenant_admin' })
  const auditor = await office.person({ tenantRole: 'auditor' })
  await signInAsAuditor(auditor)
  for (const person of [administrator, auditor, supervisor]) await office.stepUp(person)
  await setReadBudget(administrator, { what: 'record', askAfter: 5, stopAfter: 8 })
  const caseIds: string[] = []
  for (let number = 0; number < cases; number++) {
    const caseId = await aCase(colleague)
    // Looked at and given to somebody: nothing of it is left for a review queue.
    await reviewCase(supervisor, { caseId })
    await database.superuser.query('update case_ set assignee_id = $1 where id = $2', [
      colleague.userId,
      caseId,
    ])
    caseIds.push(caseId)
  }
  return { office, counselor, colleague, supervisor, administrator, auditor, caseIds }
}

async function outcomes(who: TestPerson, caseIds: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const caseId of caseIds)
    found.push(
      await showCase(who, { caseId }).then(
        () => 'opened',
        (error) => `${error.code} ${error.key}`,
      ),
    )
  return found
}
const times = (count: number, word: string) => Array.from({ length: count }, () => word)
const asked = 'step-up-required error_reads_ask'
const stopped = 'read-limit error_reads_stop_record'

async function told(who: TestPerson, kind: string): Promise<number> {
  const { rows } = await database.superuser.query(
    'select count(*)::int as count from notice where user_id = $1 and kind = $2',
    [who.userId, kind],
  )
  return rows[0].count
}

test('she confirms and goes on, is stopped, and goes on after her supervisor has said why', async () => {
  const { office, counselor, supervisor, auditor, caseIds } = await anOffice(10)
  expect(await outcomes(counselor, caseIds.slice(0, 6))).toEqual([...times(5, 'opened'), asked])
  // What she has open today stays open.
  expect(await outcomes(counselor, caseIds.slice(0, 5))).toEqual(times(5, 'opened'))
  await office.stepUp(counselor)
  expect(await outcomes(counselor, caseIds.slice(5))).toEqual([...times(3, 'opened'), stopped, stopped])
  expect(await told(supervisor, 'reads.stopped')).toBe(1)

  expect((await listReads(supervisor, {})).stops).toMatchObject([
    { userId: counselor.userId, what: 'record', spent: 8, most: 8 },
  ])
  await liftReadStop(supervisor, { userId: counselor.userId, what: 'record', reason })
  expect(await told(auditor, 'reads.lifted')).toBe(1)
  expect(await outcomes(counselor, caseIds.slice(8))).toEqual(times(2, 'opened'))
  const words = await readWords(auditor, { actorId: supervisor.userId, reason: 'この日の確認' })
  expect(words.lines).toMatchObject([{ action: 'reads.lift', words: reason }])
})

test('what was refused is recorded as refused, and nothing of it counts as opened', async () => {
  const { office, counselor, caseIds } = await anOffice(9)
  await outcomes(counselor, caseIds.slice(0, 5))
  await office.stepUp(counselor)
  await outcomes(counselor, caseIds.slice(5))
  const { rows } = await database.superuser.query(
    "select result, count(*)::int as count from audit.event where actor_id = $1 and action = 'case.show' group by 1 order by 1",
    [counselor.userId],
  )
  expect(rows).toEqual([
    { result: 'ok', count: 8 },
    { result: 'refused', count: 1 },
  ])
  const used = await database.superuser.query(
    'select count(*)::int as count from auth.read_use where user_id = $1',
    [counselor.userId],
  )
  expect(used.rows[0].count).toBe(8)
})

test('many at once are not more than one after the other', async () => {
  const { office, counselor, caseIds } = await anOffice(14)
  await outcomes(counselor, caseIds.slice(0, 4))
  await office.stepUp(counselor)
  const atOnce = await Promise.all(caseIds.slice(4).map((caseId) => outcomes(counselor, [caseId])))
  expect(atOnce.flat().filter((one) => one === 'opened')).toHaveLength(4)
})

test('a few that are allowed are a few, however many are asked for at once', async () => {
  const { counselor } = await anOffice(0)
  const clients = await Promise.all(Array.from({ length: 6 }, () => database.as('yorube_app')))
  for (const client of clients) {
    await client.query('begin')
    await enterRaw(client, counselor)
  }
  const take = (client: (typeof clients)[number]) =>
    client.query(
      "select audit.record('document.export-directory', 'directory', null, null, 'administration', null, 'ok', null, null, null)",
    )
  const [first, ...others] = clients
  if (!first) throw new Error('no connection')
  await take(first)
  const rest = Promise.allSettled(others.map((client) => take(client).finally(() => client.query('commit'))))
  // Long enough for whoever does not wait.
  await database.superuser.query('select pg_sleep(0.3)')
  await first.query('commit')
  expect((await rest).filter((one) => one.status === 'fulfilled')).toHaveLength(2)
})

test('a program that has opened as much as a person may is at no stop, and its own is lifted once it is', async () => {
  const { office, counselor, supervisor } = await anOffice(0)
  const spend = (count: number) =>
    database.superuser.query(
      `insert into auth.read_use (tenant_id, user_id, what, day, object_id)
       select $1, $2, 'record', (now() at time zone 'Asia/Tokyo')::date, gen_random_uuid() from generate_series(1, $3)`,
      [office.tenantId, counselor.userId, count],
    )
  await database.superuser.query("update auth.staff_user set kind = 'machine' where id = $1", [
    counselor.userId,
  ])
  await spend(8)
  expect((await listReads(supervisor, {})).stops).toEqual([])
  const lift = () => liftReadStop(supervisor, { userId: counselor.userId, what: 'record', reason })
  await expect(lift()).rejects.toMatchObject({ code: 'conflict' })
  await spend(992)
  expect((await listReads(supervisor, {})).stops).toMatchObject([{ spent: 1000, most: 1000 }])
  await lift()
})

test('two who lift the same stop at once lift it once', async () => {
  const { office, counselor, supervisor } = await anOffice(0)
  await database.superuser.query(
    `insert into auth.read_use (tenant_id, user_id, what, day, object_id)
     select $1, $2, 'record', (now() at time zone 'Asia/Tokyo')::date, gen_random_uuid() from generate_series(1, 8)`,
    [office.tenantId, counselor.userId],
  )
  const clients = await Promise.all(Array.from({ length: 2 }, () => database.as('yorube_app')))
  const [one, other] = clients
  if (!one || !other) throw new Error('no connection')
  for (const client of clients) {
    await client.query('begin')
    await enterRaw(client, supervisor)
  }
  const lift = async (client: typeof one) => {
    const { rows } = await client.query(
      "select auth.lift_read_stop(gen_random_uuid(), $1, 'record') as lifted",
      [counselor.userId],
    )
    return rows[0].lifted
  }
  expect(await lift(one)).toBe(true)
  const second = lift(other)
  await database.superuser.query('select pg_sleep(0.2)')
  await one.query('commit')
  expect(await second).toBe(false)
  await other.query('commit')
})

test('what a supervisor must look at does not count; what she has looked at does', async () => {
  const { colleague, supervisor, caseIds } = await anOffice(9)
  const unread = []
  for (let number = 0; number < 9; number++) unread.push(await aCase(colleague))
  await setRisk(colleague, {
    caseId: caseIds[8] ?? '',
    riskLevel: 'high',
    reassessBy: 'R9.1.20',
    reason: '架空',
  })
  expect((await reviewQueue(supervisor, { queue: 'new' })).cases).toHaveLength(9)
  expect(await outcomes(supervisor, unread)).toEqual(times(9, 'opened'))
  expect(await outcomes(supervisor, caseIds)).toEqual([
    ...times(5, 'opened'),
    ...times(3, asked),
    // In danger: it stands in her queue again.
    'opened',
  ])
})

test('nobody lifts her own stop, nobody of another desk does, and not without having confirmed', async () => {
  const { office, counselor, supervisor, administrator, caseIds } = await anOffice(9)
  await office.stepUp(counselor)
  await outcomes(counselor, caseIds.slice(0, 5))
  await office.stepUp(counselor)
  await outcomes(counselor, caseIds)
  const [, stranger] = (await office.desk(['counselor', 'supervisor'])).people
  if (!stranger) throw new Error('nobody is there')
  await office.stepUp(stranger)
  const lift = (who: TestPerson) => liftReadStop(who, { userId: counselor.userId, what: 'record', reason })
  expect((await listReads(stranger, {})).stops).toEqual([])
  await expect(lift(stranger)).rejects.toMatchObject({ code: 'conflict' })
  await expect(lift(counselor)).rejects.toMatchObject({ code: 'forbidden' })
  // Her desk has a lead: administrators do not decide about it.
  await expect(lift(administrator)).rejects.toMatchObject({ code: 'conflict' })
  await office.stepDown(supervisor)
  await expect(lift(supervisor)).rejects.toMatchObject({ code: 'step-up-required' })
  await office.stepUp(supervisor)
  await lift(supervisor)
  await expect(lift(supervisor)).rejects.toMatchObject({ code: 'conflict' })
})

test('a lead whom no other lead can help is helped by an administrator', async () => {
  const { office, colleague, supervisor, administrator, caseIds } = await anOffice(9)
  await office.stepUp(supervisor)
  await outcomes(supervisor, caseIds.slice(0, 5))
  await office.stepUp(supervisor)
  expect((await outcomes(supervisor, caseIds)).at(-1)).toBe(stopped)
  expect(await told(administrator, 'reads.stopped')).toBe(1)
  expect(await told(colleague, 'reads.stopped')).toBe(0)
  await liftReadStop(administrator, { userId: supervisor.userId, what: 'record', reason })
  expect((await outcomes(supervisor, caseIds)).at(-1)).toBe('opened')
})

test('yesterday’s openings are forgotten for the day and not for the hour', async () => {
  const { counselor, caseIds } = await anOffice(6)
  await outcomes(counselor, caseIds.slice(0, 5))
  await database.superuser.query(
    "update auth.read_use set day = day - 1, at = now() - interval '2 hours' where user_id = $1",
    [counselor.userId],
  )
  await database.superuser.query(
    "update auth.session set created_at = now() - interval '3 hours' where user_id = $1",
    [counselor.userId],
  )
  expect(await outcomes(counselor, caseIds)).toEqual([...times(5, 'opened'), asked])
})
