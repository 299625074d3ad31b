import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { changePassword } from './change-password.ts'
import { endOwnSessionElsewhere } from './end-own-session.ts'
import { listOwnSessions } from './list-own-sessions.ts'
import { renewFactors } from './renew-factors.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { stayAwake } from './stay-awake.ts'
import { stepUp } from './step-up.ts'
import { callerAt, giveFactors, visitorAt } from './testing.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
const newPassword = 'lanterns drift past noon'

async function someone() {
  const office = await TestOffice.open(database)
  const person = await office.person()
  return {
    office,
    visitor: visitorAt(office),
    person,
    factors: await giveFactors(database, office, person, 'card'),
  }
}

test('step-up gives five minutes under a new cookie; the old one serves what is on its way for ten seconds', async () => {
  const { person, factors } = await someone()
  const wrong = await stepUp(person, { password: person.password, code: '9999-9999' })
  expect(wrong).toEqual({ kind: 'wrong' })
  const answer = await stepUp(person, { password: person.password, code: factors.cardCodes[0] ?? '' })
  if (answer.kind !== 'renewed') throw new Error('she should have new rights')
  const renewed = { ...person, cookie: answer.cookie }
  expect((await whoAmI(renewed, {})).isSteppedUp).toBe(true)
  expect((await whoAmI(person, {})).isSteppedUp).toBe(false)
  await database.superuser.query(
    "update auth.session set replaced_at = replaced_at - interval '10 seconds' where user_id = $1",
    [person.userId],
  )
  await expect(whoAmI(person, {})).rejects.toMatchObject({ code: 'not-signed-in' })
  expect((await listOwnSessions(renewed, {})).sessions).toHaveLength(1)
  await database.superuser.query(
    "update auth.session set step_up_until = now() - interval '1 second' where user_id = $1",
    [person.userId],
  )
  expect((await whoAmI(renewed, {})).isSteppedUp).toBe(false)
})

test('guessing at an open screen is bounded like guessing at the door', async () => {
  const { office, person, factors } = await someone()
  for (let index = 0; index < 5; index++) {
    await stepUp(person, { password: 'a guess', code: '0000-0000' })
    await database.superuser.query(
      "update auth.sign_in_attempt set at = at - interval '10 seconds' where tenant_id = $1",
      [office.tenantId],
    )
  }
  const right = { password: person.password, code: factors.cardCodes[0] ?? '' }
  expect(await stepUp(person, right)).toMatchObject({ kind: 'wait' })
})

test('she sees her sessions and ends the other one; nobody else can', async () => {
  const { office, person, factors, visitor } = await someone()
  await signIn(visitor, { login: person.login, password: person.password, code: factors.cardCodes[0] ?? '' })
  const { sessions } = await listOwnSessions(person, {})
  expect(sessions.map((one) => one.isThis)).toEqual([false, true])
  const [other, own] = sessions
  if (!other || !own) throw new Error('two sessions are open')
  expect(other.deviceLabel).toBe('Firefox / Linux')
  const stranger = await office.person()
  await expect(endOwnSessionElsewhere(stranger, { sessionId: other.id })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(endOwnSessionElsewhere(person, { sessionId: own.id })).rejects.toMatchObject({
    key: 'accounts_session_is_this',
  })
  await endOwnSessionElsewhere(person, { sessionId: other.id })
  expect((await listOwnSessions(person, {})).sessions).toHaveLength(1)
})

test('signing out ends the session and is on the record', async () => {
  const { person } = await someone()
  await signOut(person, {})
  await expect(whoAmI(person, {})).rejects.toMatchObject({ code: 'not-signed-in' })
  const { rows } = await database.superuser.query(
    "select result from audit.event where actor_id = $1 and action = 'account.sign-out'",
    [person.userId],
  )
  expect(rows).toEqual([{ result: 'ok' }])
})

test('fifteen idle minutes end the session; looking does not keep it awake, an act does', async () => {
  const { person } = await someone()
  const idle = (minutes: number) =>
    database.superuser.query(
      'update auth.session set active_at = now() - make_interval(mins => $2) where user_id = $1',
      [person.userId, minutes],
    )
  await idle(14)
  expect((await stayAwake({ ...person, isAct: false }, {})).seconds).toBeLessThanOrEqual(60)
  expect((await stayAwake(person, {})).seconds).toBeGreaterThan(880)
  await idle(15)
  await expect(stayAwake(person, {})).rejects.toMatchObject({ code: 'not-signed-in' })
})

test('a new password takes the old one’s place and ends the other sessions', async () => {
  const { office, person, factors, visitor } = await someone()
  const [first = '', second = '', third = '', fourth = ''] = factors.cardCodes
  const elsewhere = await signIn(visitor, { login: person.login, password: person.password, code: first })
  if (elsewhere.kind !== 'in') throw new Error('she should be in')
  const change = { password: person.password, newPassword }
  await expect(
    changePassword(person, { ...change, code: second, newPassword: 'password12345' }),
  ).rejects.toMatchObject({ fields: { newPassword: 'accounts_password_common' } })
  await expect(
    changePassword(person, { ...change, code: second, newPassword: 'short' }),
  ).rejects.toMatchObject({
    fields: { newPassword: 'accounts_password_short' },
  })
  expect(await changePassword(person, { ...change, password: 'not hers', code: second })).toEqual({
    kind: 'wrong',
  })
  expect(await changePassword(person, { ...change, code: second })).toEqual({ kind: 'changed' })
  expect(await whoAmI(person, {})).toMatchObject({ login: person.login })
  await expect(whoAmI(callerAt(office, elsewhere.cookie), {})).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  expect(await signIn(visitor, { login: person.login, password: person.password, code: third })).toEqual({
    kind: 'wrong',
  })
  expect(await signIn(visitor, { login: person.login, password: newPassword, code: fourth })).toMatchObject({
    kind: 'in',
  })
})

test('new factors end the old ones and the other sessions, and a recovery code is enough to make them', async () => {
  const { office, person, factors, visitor } = await someone()
  const [recovery = ''] = factors.recoveryCodes
  const [, lost = ''] = factors.cardCodes
  const elsewhere = await signIn(visitor, { login: person.login, password: person.password, code: lost })
  if (elsewhere.kind !== 'in') throw new Error('whoever found the card should be in')
  const answer = await renewFactors(person, { password: person.password, code: recovery, factor: 'card' })
  if (answer.kind !== 'renewed') throw new Error('she should have new factors')
  expect(await whoAmI(person, {})).toMatchObject({ login: person.login })
  await expect(whoAmI(callerAt(office, elsewhere.cookie), {})).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  const given = { login: person.login, password: person.password }
  expect(await signIn(visitor, { ...given, code: factors.cardCodes[0] ?? '' })).toEqual({ kind: 'wrong' })
  expect(await signIn(visitor, { ...given, code: answer.shown.cardCodes[0] ?? '' })).toMatchObject({
    kind: 'in',
  })
  expect((await listOwnSessions(person, {})).factors).toMatchObject([
    { kind: 'card', codesLeft: 39 },
    { kind: 'recovery', codesLeft: 10 },
  ])
})
