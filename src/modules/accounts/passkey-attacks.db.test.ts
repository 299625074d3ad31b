import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { addPasskey } from './add-passkey.ts'
import { askPasskey } from './ask-passkey.ts'
import { beginPasskey } from './begin-passkey.ts'
import { challengeUntil } from './challenge.ts'
import { listPasskeys } from './list-passkeys.ts'
import { preparePasskey } from './prepare-passkey.ts'
import { signIn } from './sign-in.ts'
import { stepUp } from './step-up.ts'
import { visitorAt } from './testing.ts'
import { addKey, type KeyLies, originOf, SoftwareKey, signInWith } from './testing-key.ts'

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

describe('attacks', () => {
  const lies: [string, (origin: string) => KeyLies][] = [
    ['another origin', () => ({ origin: 'https://evil.example' })],
    ['another port', (origin) => ({ origin: `${origin}:8443` })],
    ['no TLS', (origin) => ({ origin: origin.replace('https', 'http') })],
    ['a name that begins alike', () => ({ rpId: 'evil.example' })],
    ['nobody verified by the device', () => ({ flags: 0x01 })],
    ['nobody present', () => ({ flags: 0x04 })],
    ['a question nobody asked', () => ({ challenge: Buffer.alloc(32, 1).toString('base64url') })],
    ['the answer to another kind of question', () => ({ type: 'webauthn.create' })],
    ['a page inside another page', () => ({ crossOrigin: true })],
    ['a count that stands still', () => ({ counter: 0 })],
  ]
  test.each(lies)('%s is refused', async (_what, lie) => {
    const key = new SoftwareKey()
    key.counter = 3
    await add(key)
    expect(await alone(key, lie(origin))).toEqual({ kind: 'wrong' })
    await forgive()
    expect(await alone(key)).toMatchObject({ kind: 'in' })
  })

  test('an answer counts once, in the browser it was asked in, and for what it was asked for', async () => {
    const key = new SoftwareKey()
    await add(key)
    const { shown, answer } = await signInWith(office, { login: person.login }, key)
    expect(answer).toMatchObject({ kind: 'in' })
    const visitor = visitorAt(office)
    expect(await signIn(visitor, shown)).toEqual({ kind: 'wrong' })
    await forgive()

    const begun = await beginPasskey(visitor, { login: person.login, origin })
    const keyToken = key.answer(origin, begun)
    const given = { login: person.login, origin, keyToken }
    const other = await beginPasskey(visitor, { login: person.login, origin })
    expect(await signIn(visitor, { ...given, attempt: other.attempt })).toEqual({ kind: 'wrong' })
    expect(await signIn(visitor, given)).toEqual({ kind: 'wrong' })
    await forgive()
    // At her own screen it was never asked.
    expect(await stepUp(person, { keyToken, origin })).toEqual({ kind: 'wrong' })
    await forgive()
    const asked = await askPasskey(person, { origin })
    const forStepUp = key.answer(origin, asked)
    expect(
      await signIn(visitor, { login: person.login, origin, keyToken: forStepUp, attempt: begun.attempt }),
    ).toEqual({ kind: 'wrong' })
    await forgive()
    // Nor does what was asked in one session count in another.
    const colleague = await office.person()
    const theirs = await askPasskey(colleague, { origin })
    expect(await stepUp(person, { keyToken: key.answer(origin, theirs), origin })).toEqual({ kind: 'wrong' })
  })

  test('an answer that is too old is refused, and counts for nothing: neither as hers nor as a wrong one', async () => {
    const key = new SoftwareKey()
    await add(key)
    const begun = await beginPasskey(visitorAt(office), { login: person.login, origin })
    const terms = { tenantId: office.tenantId, use: 'sign-in' as const, boundTo: begun.attempt }
    const challenge = challengeUntil(terms, new Date(Date.now() - 1_000))
    const given = { login: person.login, origin, attempt: begun.attempt }
    const keyToken = key.answer(origin, { ...begun, challenge })
    for (const password of [{}, { password: person.password }, { password: 'not her password' }])
      for (let tries = 0; tries < 3; tries++)
        await expect(signIn(visitorAt(office), { ...given, ...password, keyToken })).rejects.toMatchObject({
          code: 'refused',
          key: 'accounts_key_too_late',
        })
    const { rows } = await database.superuser.query(
      'select 1 from auth.sign_in_attempt where tenant_id = $1',
      [office.tenantId],
    )
    expect(rows).toEqual([])
    expect(await alone(key)).toMatchObject({ kind: 'in' })
  })

  test("another person's key, or one of another office, is nobody's here", async () => {
    const colleague = await office.person()
    await office.stepUp(colleague)
    const key = new SoftwareKey()
    await add(key, colleague)
    expect(await withPassword(key)).toEqual({ kind: 'wrong' })
    await forgive()
    const elsewhere = await TestOffice.open(database)
    const visitor = visitorAt(elsewhere)
    const there = `https://${elsewhere.host}`
    const begun = await beginPasskey(visitor, { login: colleague.login, origin: there })
    const keyToken = key.answer(there, begun)
    const given = { login: colleague.login, origin: there, keyToken, attempt: begun.attempt }
    expect(await signIn(visitor, given)).toEqual({ kind: 'wrong' })
    // The same key cannot be hers and a colleague's.
    await expect(add(key)).rejects.toMatchObject({ key: 'accounts_passkey_taken' })
  })

  test('a count that goes back shows a copy of the key: refused, and the real one goes on', async () => {
    const key = new SoftwareKey()
    await add(key)
    key.counter = 9
    expect(await alone(key)).toMatchObject({ kind: 'in' })
    expect(await alone(key, { counter: 10 })).toEqual({ kind: 'wrong' })
    await forgive()
    expect(await alone(key)).toMatchObject({ kind: 'in' })
  })

  test('what stands in the database instead of her key counts for nothing, raises an alarm, and is no fault of hers', async () => {
    const [key, attacker] = [new SoftwareKey(), new SoftwareKey()]
    await add(key)
    const other = await office.person()
    await office.stepUp(other)
    await add(attacker, other)
    await database.superuser.query(
      `update auth.passkey p set public_key = o.public_key from auth.passkey o where p.user_id = $1 and o.user_id = $2`,
      [person.userId, other.userId],
    )
    database.alarms.length = 0
    expect(await alone(key)).toEqual({ kind: 'damaged' })
    expect(database.alarms).toMatchObject([{ label: 'auth.passkey', rowId: person.userId }])
  })

  test('an unlocker that was altered is told as such', async () => {
    const key = new SoftwareKey()
    await add(key)
    await database.superuser.query(
      "update auth.unlocker set wrap = set_byte(wrap, 60, get_byte(wrap, 60) # 1) where user_id = $1 and kind = 'passkey'",
      [person.userId],
    )
    expect(await alone(key)).toEqual({ kind: 'damaged' })
  })

  test('a key is added only by who has just shown who she is, and only as her browser was asked', async () => {
    const key = new SoftwareKey()
    const prepared = await preparePasskey(person, { origin })
    const keyToken = key.make(origin, prepared)
    await office.stepDown(person)
    await expect(addPasskey(person, { label: '見本', keyToken, origin })).rejects.toMatchObject({
      code: 'step-up-required',
    })
    await office.stepUp(person)
    for (const lie of [
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
      { flags: 0x01 },
      { challenge: Buffer.alloc(32, 1).toString('base64url') },
      { type: 'webauthn.get' },
      { crossOrigin: true },
    ])
      await expect(add(new SoftwareKey(), person, lie)).rejects.toMatchObject({
        key: 'accounts_passkey_not_made',
      })
    expect(await addPasskey(person, { label: '見本', keyToken, origin })).toMatchObject({ opens: true })
    await expect(addPasskey(person, { label: '見本', keyToken, origin })).rejects.toMatchObject({
      code: 'refused',
    })
  })

  test('wrong keys are counted like wrong codes', async () => {
    const key = new SoftwareKey()
    await add(key)
    const answers: string[] = []
    for (let tries = 0; tries < 6; tries++) {
      answers.push((await alone(key, { flags: 1 })).kind)
      await database.superuser.query("update auth.sign_in_attempt set at = at - interval '10 seconds'")
    }
    expect(answers).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'wait'])
  })
})

describe('what strangers can learn and do', () => {
  test('every login has five keys, the same each time; none can be told from those of nobody', async () => {
    const key = new SoftwareKey()
    await add(key)
    const asked = async (login: string) => (await beginPasskey(visitorAt(office), { login, origin })).allow
    for (const login of [person.login, 'nobody.here']) {
      const [first, again] = [await asked(login), await asked(login)]
      expect(first).toEqual(again)
      expect(first.map((one) => [one.id.length, one.salt.length])).toEqual(Array(5).fill([43, 22]))
      expect(new Set(first.map((one) => one.id)).size).toBe(5)
    }
    expect((await asked(person.login)).map((one) => one.id)).toContain(key.id.toString('base64url'))
  })

  test('however many questions a stranger at the same address asks, hers stand, and nothing of his is stored', async () => {
    const key = new SoftwareKey({ derives: false })
    await add(key)
    const [visitor, mine] = [visitorAt(office), { login: person.login, password: person.password, origin }]
    const begun = await beginPasskey(visitor, { login: person.login, origin })
    const asked = await askPasskey(person, { origin })
    const before = await database.superuser.query('select count(*) from auth.taken_challenge')
    for (let count = 0; count < 55; count++) await beginPasskey(visitor, { login: 'nobody', origin })
    const after = await database.superuser.query('select count(*) from auth.taken_challenge')
    expect(after.rows).toEqual(before.rows)
    const keyToken = key.answer(origin, begun)
    expect(await signIn(visitor, { ...mine, keyToken, attempt: begun.attempt })).toMatchObject({ kind: 'in' })
    const again = { password: person.password, origin, keyToken: key.answer(origin, asked) }
    expect(await stepUp(person, again)).toMatchObject({ kind: 'renewed' })
  })

  test('an address that is a number has no keys', async () => {
    const numeric = { login: person.login, origin: 'https://192.0.2.7' }
    await expect(beginPasskey(visitorAt(office), numeric)).rejects.toMatchObject({
      key: 'accounts_passkey_needs_name',
    })
    expect(await listPasskeys(person, { origin: 'http://[::1]:8080' })).toMatchObject({ canAdd: 'no-name' })
  })
})
