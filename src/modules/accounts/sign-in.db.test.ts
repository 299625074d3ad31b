import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { signIn } from './sign-in.ts'
import { stepUp } from './step-up.ts'
import { callerAt, giveFactors, visitorAt } from './testing.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()

function anOffice() {
  return TestOffice.open(database)
}

async function someone(kind: 'card' | 'totp' = 'card') {
  const office = await anOffice()
  const person = await office.person()
  return { office, person, factors: await giveFactors(database, office, person, kind) }
}

function knock(office: TestOffice, person: TestPerson, code: string, password = person.password) {
  return signIn(visitorAt(office), { login: person.login, password, code })
}

/** Lets time pass for everything that was tried. */
async function later(office: TestOffice, seconds: number) {
  await database.superuser.query(
    'update auth.sign_in_attempt set at = at - make_interval(secs => $2) where tenant_id = $1',
    [office.tenantId, seconds],
  )
}

test('password and a code of the card open a session, and each code works once', async () => {
  const { office, person, factors } = await someone()
  const [first = '', second = ''] = factors.cardCodes
  const answer = await knock(office, person, first)
  if (answer.kind !== 'in') throw new Error('she should be in')
  expect(await whoAmI(callerAt(office, answer.cookie), {})).toMatchObject({ login: person.login })

  expect(await knock(office, person, first)).toEqual({ kind: 'wrong' })
  // Typed from paper with full-width digits and spaces.
  expect(
    await knock(
      office,
      person,
      second.replace('-', ' ').replace(/\d/g, (d) => '０１２３４５６７８９'[Number(d)] ?? ''),
    ),
  ).toMatchObject({ kind: 'in' })
})

test('a recovery code works once, in any case', async () => {
  const { office, person, factors } = await someone('totp')
  const [code = ''] = factors.recoveryCodes
  expect(await knock(office, person, code.toLowerCase())).toMatchObject({ kind: 'in' })
  expect(await knock(office, person, code)).toEqual({ kind: 'wrong' })
})

test('a time step counts once and only forward; one step off is accepted', async () => {
  const { office, person, factors } = await someone('totp')
  expect(await knock(office, person, factors.totp(3))).toEqual({ kind: 'wrong' })
  expect(await knock(office, person, factors.totp(1))).toMatchObject({ kind: 'in' })
  expect(await knock(office, person, factors.totp(1))).toEqual({ kind: 'wrong' })
  expect(await knock(office, person, factors.totp(0))).toEqual({ kind: 'wrong' })
})

test('a right code is not used up by a wrong password', async () => {
  const { office, person, factors } = await someone()
  const [code = ''] = factors.cardCodes
  expect(await knock(office, person, code, 'something else entirely')).toEqual({ kind: 'wrong' })
  expect(await knock(office, person, code)).toMatchObject({ kind: 'in' })
})

test('unknown account, wrong password and wrong code: one answer, the same statements', async () => {
  const { office, person, factors } = await someone('totp')
  const statementsOf = async (login: string, password: string, code: string) => {
    const seen: string[] = []
    const stop = onStatement((sql) => seen.push(sql))
    const answer = await signIn(visitorAt(office), { login, password, code })
    stop()
    await later(office, 20)
    return { answer, seen }
  }
  const unknown = await statementsOf('nobody-here', person.password, '123456')
  const wrongPassword = await statementsOf(person.login, 'not her password', factors.totp())
  const wrongCode = await statementsOf(person.login, person.password, factors.totp(9))
  expect(wrongPassword).toEqual(unknown)
  expect(wrongCode).toEqual(unknown)
  expect(unknown.answer).toEqual({ kind: 'wrong' })
  // And told apart by nobody, except in the record of the account that exists.
  const { rows } = await database.superuser.query(
    "select actor_id, result from audit.event where tenant_id = $1 and action = 'account.sign-in' order by seq",
    [office.tenantId],
  )
  expect(rows).toEqual([
    { actor_id: null, result: 'refused' },
    { actor_id: person.userId, result: 'refused' },
    { actor_id: person.userId, result: 'refused' },
  ])
})

test('five failures close the account for a while, even to the right password; time opens it', async () => {
  const { office, person, factors } = await someone()
  const [code = ''] = factors.cardCodes
  for (let index = 0; index < 5; index++) {
    expect(await knock(office, person, '0000-0000', 'wrong')).toEqual({ kind: 'wrong' })
    await later(office, 10)
  }
  const closed = await knock(office, person, code)
  expect(closed).toMatchObject({ kind: 'wait' })
  if (closed.kind === 'wait') expect(closed.seconds).toBeGreaterThan(800)
  await later(office, 15 * 60)
  expect(await knock(office, person, code)).toMatchObject({ kind: 'in' })
})

test('the pause between tries grows', async () => {
  const { office, person } = await someone()
  const waits: number[] = []
  for (let index = 0; index < 4; index++) {
    await knock(office, person, '0000-0000', 'wrong')
    const next = await knock(office, person, '0000-0000', 'wrong')
    waits.push(next.kind === 'wait' ? next.seconds : 0)
    if (next.kind === 'wrong') index += 1
    await later(office, 10)
  }
  expect(waits.at(0)).toBe(0)
  expect(waits.at(-1)).toBeGreaterThan(waits.at(0) ?? 0)
})

test('an account that does not exist closes in the same way', async () => {
  const { office } = await someone()
  const nobody = { login: 'nobody-at-all', password: 'whatever it may be', code: '123456' }
  for (let index = 0; index < 5; index++) {
    await signIn(visitorAt(office), nobody)
    await later(office, 10)
  }
  expect(await signIn(visitorAt(office), nobody)).toMatchObject({ kind: 'wait' })
})

test('thirty failures close a network, over all accounts; another network stays open', async () => {
  const { office, person, factors } = await someone()
  const [first = '', second = ''] = factors.cardCodes
  for (let index = 0; index < 30; index++)
    await signIn(visitorAt(office, { network: '198.51.100' }), {
      login: `guess-${index}`,
      password: 'a guess',
      code: '123456',
    })
  const given = { login: person.login, password: person.password }
  const sameNetwork = visitorAt(office, { network: '198.51.100' })
  expect(await signIn(sameNetwork, { ...given, code: first })).toMatchObject({ kind: 'wait' })
  expect(await signIn(visitorAt(office), { ...given, code: second })).toMatchObject({ kind: 'in' })
})

test('many tries at once do not slip under the limit', async () => {
  const { office, person } = await someone()
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => knock(office, person, '0000-0000', 'wrong')),
  )
  const tried = answers.filter((answer) => answer.kind === 'wrong').length
  expect(tried).toBeLessThanOrEqual(5)
})

test('a person has at most two sessions; the oldest ends', async () => {
  const { office, person, factors } = await someone()
  const cookies: Uint8Array[] = []
  for (const code of factors.cardCodes.slice(0, 3)) {
    const answer = await knock(office, person, code)
    if (answer.kind !== 'in') throw new Error('she should be in')
    cookies.push(answer.cookie)
  }
  const [first, second, third] = cookies
  if (!first || !second || !third) throw new Error('three sessions were opened')
  await expect(whoAmI(callerAt(office, first), {})).rejects.toMatchObject({ code: 'not-signed-in' })
  expect(await whoAmI(callerAt(office, second), {})).toMatchObject({ login: person.login })
  expect(await whoAmI(callerAt(office, third), {})).toMatchObject({ login: person.login })
})

test('the account of one municipality is unknown in the next, and its session shows nothing there', async () => {
  const { office, person, factors } = await someone()
  const other = await anOffice()
  const [code = ''] = factors.cardCodes
  expect(await signIn(visitorAt(other), { login: person.login, password: person.password, code })).toEqual({
    kind: 'wrong',
  })
  const answer = await knock(office, person, code)
  if (answer.kind !== 'in') throw new Error('she should be in')
  await expect(whoAmI(callerAt(other, answer.cookie), {})).rejects.toMatchObject({ code: 'not-signed-in' })
})

test('a session shown at another host or from another network tells nothing, ends, and is written down', async () => {
  const office = await anOffice()
  const person = await office.person()
  const other = await anOffice()
  const factors = await giveFactors(database, office, person, 'card')
  const unknown = callerAt(office, new Uint8Array(32).fill(9))
  const told = await whoAmI(unknown, {}).catch((error: unknown) => error)
  for (const [index, elsewhere] of [
    { host: other.host },
    { network: '198.51.100' },
    { host: 'nobody-has-this-name.test' },
  ].entries()) {
    const answer = await knock(office, person, factors.cardCodes[index] ?? '')
    if (answer.kind !== 'in') throw new Error('she should be in')
    expect(await whoAmI(callerAt(office, answer.cookie), {})).toMatchObject({ userId: person.userId })
    const refused = await whoAmI(callerAt(office, answer.cookie, elsewhere), {}).catch(
      (error: unknown) => error,
    )
    expect(refused).toEqual(told)
    // Whoever has her cookie may be somebody else: its owner signs in again as well.
    await expect(whoAmI(callerAt(office, answer.cookie), {})).rejects.toMatchObject({ code: 'not-signed-in' })
  }
  const { rows } = await database.superuser.query(
    `select actor_id, result from audit.event where tenant_id = $1 and action = 'account.turned-away'`,
    [office.tenantId],
  )
  expect(rows).toEqual(Array.from({ length: 3 }, () => ({ actor_id: person.userId, result: 'refused' })))
})

test('step-up keeps the session in the network it was opened in, and nothing stored names that network', async () => {
  const { office, person, factors } = await someone()
  const [first = '', second = ''] = factors.cardCodes
  const answer = await knock(office, person, first)
  if (answer.kind !== 'in') throw new Error('she should be in')
  const renewed = await stepUp(callerAt(office, answer.cookie), { password: person.password, code: second })
  if (renewed.kind !== 'renewed') throw new Error('she should have new rights')
  const { rows } = await database.superuser.query<{ text: string }>(
    'select s::text as text from auth.session s where user_id = $1',
    [person.userId],
  )
  expect(rows.length).toBeGreaterThan(1)
  expect(rows.filter(({ text }) => text.includes(visitorAt(office).network))).toEqual([])
  expect(await whoAmI(callerAt(office, renewed.cookie), {})).toMatchObject({ isSteppedUp: true })
  const elsewhere = callerAt(office, renewed.cookie, { network: '198.51.100' })
  await expect(whoAmI(elsewhere, {})).rejects.toMatchObject({ code: 'not-signed-in' })
})

test('what colleagues sealed to her public key is hers alone after she signs in', async () => {
  const office = await anOffice()
  const desk = await office.desk(['counselor', 'supervisor'])
  const [person] = desk.people
  if (!person) throw new Error('people are missing')
  const factors = await giveFactors(database, office, person, 'card')
  const suite = async () => {
    const { rows } = await database.superuser.query(
      "select encode(substr(wrap, 2, 1), 'hex') as suite from auth.membership where user_id = $1",
      [person.userId],
    )
    return rows[0]?.suite
  }
  const before = await suite()
  expect(await knock(office, person, factors.cardCodes[0] ?? '')).toMatchObject({ kind: 'in' })
  expect([before, await suite()]).toEqual(['11', '01'])
})

test('a suspended account is unknown', async () => {
  const { office, person, factors } = await someone()
  await database.superuser.query("update auth.staff_user set state = 'suspended' where id = $1", [
    person.userId,
  ])
  expect(await knock(office, person, factors.cardCodes[0] ?? '')).toEqual({ kind: 'wrong' })
})
