import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { framePage } from './frame-page.ts'

const database = useDatabase()

async function someone() {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor'])
  const [person] = hub.people
  if (!person) throw new Error('nobody is there')
  return { hub, person }
}

const lastActMinutesAgo = (userId: string, minutes: number) =>
  database.superuser.query(
    'update auth.session set active_at = now() - make_interval(mins => $2) where user_id = $1',
    [userId, minutes],
  )

test('around every page stand who she is, her desk and how much is new: one transaction of six statements', async () => {
  const { hub, person } = await someone()
  const statements: string[] = []
  const stop = onStatement((sql) => statements.push(sql))
  const { me, unread } = await framePage(person, {})
  stop()
  expect(me).toMatchObject({ userId: person.userId, login: person.login, desks: [{ id: hub.id }] })
  expect(me.permissions).toContain('case.read')
  expect(unread).toBe(0)
  expect(statements).toHaveLength(6)
})

test('a page is an act: the lock is a quarter of an hour away again; what a page does by itself is none', async () => {
  const { person } = await someone()
  await lastActMinutesAgo(person.userId, 10)
  const quiet = await framePage({ ...person, isAct: false }, {})
  expect(quiet.me.secondsToIdleLock).toBeGreaterThan(280)
  expect(quiet.me.secondsToIdleLock).toBeLessThanOrEqual(300)
  expect((await framePage(person, {})).me.secondsToIdleLock).toBe(900)
  expect((await framePage({ ...person, isAct: false }, {})).me.secondsToIdleLock).toBeGreaterThan(880)
})

test('readings of one page do not wait for each other: one writes down that she was here', async () => {
  const { person } = await someone()
  await lastActMinutesAgo(person.userId, 10)
  const { superuser } = database
  await superuser.query('begin')
  try {
    await superuser.query('update auth.session set active_at = now() where user_id = $1', [person.userId])
    const told = await Promise.race([
      framePage(person, {}),
      new Promise((_, reject) => setTimeout(() => reject(new Error('it waits')), 5_000)),
    ])
    expect(told).toMatchObject({ me: { secondsToIdleLock: 900 } })
  } finally {
    await superuser.query('commit')
  }
})
