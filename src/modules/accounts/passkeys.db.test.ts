import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { askPasskey } from './ask-passkey.ts'
import { beginPasskey } from './begin-passkey.ts'
import { changePassword } from './change-password.ts'
import { listPasskeys } from './list-passkeys.ts'
import { removePasskey } from './remove-passkey.ts'
import { renewFactors } from './renew-factors.ts'
import { signIn } from './sign-in.ts'
import { stepUp } from './step-up.ts'
import { callerAt, giveFactors, visitorAt } from './testing.ts'
import { addKey, type KeyLies, originOf, SoftwareKey, signInWith } from './testing-key.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
let office: TestOffice
let origin: string
let person: TestPerson

beforeEach(async () => {
  office = await TestOffice.open(database)
  origin = originOf(office)
  person = await office.person()
  await office.stepUp(person)
})

/** Until the limits are another test's matter. */
const forgive = () => database.superuser.query('delete from auth.sign_in_attempt')
const add = (key: SoftwareKey, who = person, lies: KeyLies = {}) => addKey(office, who, key, lies)
/** Without her password. */
const alone = async (key: SoftwareKey, lies: KeyLies = {}) =>
  (await signInWith(office, { login: person.login }, key, lies)).answer
const withPassword = async (key: SoftwareKey, password = person.password) =>
  (await signInWith(office, { login: person.login, password }, key)).answer

describe('a security key in place of the code', () => {
  test('it signs in with the password, and without it opens nothing', async () => {
    const key = new SoftwareKey({ derives: false })
    expect(await add(key)).toMatchObject({ opens: false })
    const answer = await withPassword(key)
    if (answer.kind !== 'in') throw new Error('she should be in')
    expect(await whoAmI(callerAt(office, answer.cookie), {})).toMatchObject({ userId: person.userId })
    expect(await alone(key)).toEqual({ kind: 'wrong' })
    await forgive()
    expect(await withPassword(key, 'not her password')).toEqual({ kind: 'wrong' })
  })

  test('it confirms who she is: step-up, a new password, new codes', async () => {
    const key = new SoftwareKey({ derives: false })
    await add(key)
    const { cookie } = person
    await office.stepDown(person)
    const proof = async (caller = person) => ({
      password: person.password,
      origin,
      keyToken: key.answer(origin, await askPasskey(caller, { origin })),
    })
    expect(
      await changePassword(person, { ...(await proof()), newPassword: 'lanterns drift past noon' }),
    ).toEqual({ kind: 'changed' })
    person.password = 'lanterns drift past noon'
    expect(await renewFactors(person, { ...(await proof()), factor: 'card' })).toMatchObject({
      kind: 'renewed',
    })
    const answer = await stepUp(person, await proof())
    if (answer.kind !== 'renewed') throw new Error('she should be confirmed')
    expect(answer.cookie).not.toEqual(cookie)
    await expect(listPasskeys({ ...person, cookie: answer.cookie }, { origin })).resolves.toMatchObject({
      passkeys: [{ label: 'a key made up', opens: false }],
      canAdd: 'yes',
    })
  })

  test('without one, password and code are asked for by name', async () => {
    const login = person.login
    await expect(signIn(visitorAt(office), { login })).rejects.toMatchObject({
      fields: { password: 'accounts_password_missing', code: 'accounts_code_missing' },
    })
  })
})

describe('a passkey that derives a secret', () => {
  test('it opens her keys by itself, also for a step-up and after a new password', async () => {
    const hub = await office.desk(['counselor', 'supervisor'])
    person = hub.people[0] as TestPerson
    await office.stepUp(person)
    const key = new SoftwareKey()
    expect(await add(key)).toMatchObject({ opens: true })
    const factors = await giveFactors(database, office, person, 'card')
    const changed = await changePassword(person, {
      ...{ password: person.password, code: factors.cardCodes[0] ?? '' },
      newPassword: 'lanterns drift past noon',
    })
    expect(changed).toEqual({ kind: 'changed' })
    const answer = await alone(key)
    if (answer.kind !== 'in') throw new Error('she should be in')
    const caller = callerAt(office, answer.cookie)
    expect(await whoAmI(caller, {})).toMatchObject({ desks: [{ id: hub.id }] })
    const keyToken = key.answer(origin, await askPasskey(caller, { origin }))
    expect(await stepUp(caller, { keyToken, origin })).toMatchObject({ kind: 'renewed' })
  })

  test('what it derives elsewhere, or nothing, opens nothing', async () => {
    const key = new SoftwareKey()
    await add(key)
    for (const output of [undefined, Buffer.alloc(32, 7).toString('base64url'), 'AAAA']) {
      await forgive()
      const begun = await beginPasskey(visitorAt(office), { login: person.login, origin })
      const shown = { ...JSON.parse(key.answer(origin, begun)), output }
      const given = { login: person.login, origin, attempt: begun.attempt, keyToken: JSON.stringify(shown) }
      expect(await signIn(visitorAt(office), given)).toEqual({ kind: 'wrong' })
    }
  })
})

describe('taking one away', () => {
  test('a removed key neither confirms nor opens, and the account hears of both', async () => {
    const key = new SoftwareKey()
    await giveFactors(database, office, person, 'totp')
    const { id } = await add(key)
    await removePasskey(person, { passkeyId: id })
    expect(await withPassword(key)).toEqual({ kind: 'wrong' })
    const left = await database.superuser.query(
      "select 1 from auth.unlocker where user_id = $1 and kind = 'passkey'",
      [person.userId],
    )
    expect(left.rows).toEqual([])
    const heard = await database.superuser.query('select kind from notice where user_id = $1 order by at', [
      person.userId,
    ])
    expect(heard.rows.map((row) => row.kind)).toEqual(['account.passkey-added', 'account.passkey-removed'])
    const { rows } = await database.superuser.query(
      "select action, object_id from audit.event where actor_id = $1 and action like '%-passkey' order by at",
      [person.userId],
    )
    expect(rows).toEqual([
      { action: 'account.add-passkey', object_id: id },
      { action: 'account.remove-passkey', object_id: id },
    ])
  })

  test('never the last second factor', async () => {
    const { id } = await add(new SoftwareKey())
    await expect(removePasskey(person, { passkeyId: id })).rejects.toMatchObject({
      key: 'accounts_passkey_last',
    })
    await add(new SoftwareKey())
    await removePasskey(person, { passkeyId: id })
  })

  test("a colleague's stays, and five are enough", async () => {
    const colleague = await office.person()
    await office.stepUp(colleague)
    const { id } = await add(new SoftwareKey(), colleague)
    await expect(removePasskey(person, { passkeyId: id })).rejects.toMatchObject({ code: 'not-found' })
    for (let count = 0; count < 5; count++) await add(new SoftwareKey())
    await expect(add(new SoftwareKey())).rejects.toMatchObject({ key: 'accounts_passkey_many' })
  })

  test('whoever leaves or begins anew keeps none', async () => {
    await add(new SoftwareKey())
    await database.superuser.query("update auth.staff_user set state = 'invited' where id = $1", [
      person.userId,
    ])
    const { rows } = await database.superuser.query(
      `select (select count(*)::int from auth.passkey where user_id = $1) as keys,
              (select count(*)::int from auth.unlocker where user_id = $1 and kind = 'passkey') as unlockers`,
      [person.userId],
    )
    expect(rows).toEqual([{ keys: 0, unlockers: 0 }])
  })
})
