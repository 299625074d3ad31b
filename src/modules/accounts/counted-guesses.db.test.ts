import { afterEach, expect, test, vi } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { argonThreads } from '../../platform/vault/argon-threads.ts'
import { createVault } from '../../platform/vault/index.ts'
import { challengeUntil } from './challenge.ts'
import { changePassword } from './change-password.ts'
import { linkProvider, prepareLink } from './link-provider.ts'
import { renewFactors } from './renew-factors.ts'
import { signIn } from './sign-in.ts'
import { stepUp } from './step-up.ts'
import { visitorAt } from './testing.ts'
import { anOfficeWithDirectory } from './testing-issuer.ts'

const database = useDatabase()
const perNetwork = 30
const newPassword = 'lanterns drift past noon'
const code = '000000'
afterEach(() => vi.restoreAllMocks())

interface Answer {
  said: string
  derivations: number
}

/** What an act says, and how many derivations it took. */
async function answerOf(act: () => Promise<{ kind: string }>): Promise<Answer> {
  const derive = vi.mocked(argonThreads.derive)
  const before = derive.mock.calls.length
  const said = await saidBy(act())
  return { said, derivations: derive.mock.calls.length - before }
}

function saidBy(act: Promise<{ kind: string }>): Promise<string> {
  return act.then(
    ({ kind }) => kind,
    (error) => error.key ?? error.code,
  )
}

const countDerivations = () => vi.spyOn(argonThreads, 'derive')

async function triesAt({ tenantId }: TestOffice) {
  const { rows } = await database.superuser.query(
    'select count(*)::integer as n from auth.sign_in_attempt where tenant_id = $1 and not succeeded',
    [tenantId],
  )
  return rows[0].n as number
}

/** Holds every sign-in of the vault until as many as asked for are under way together. */
function holdTogether() {
  const { vault } = platform()
  const derive = vault.signIn.bind(vault)
  let letGo = () => {}
  const together = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const held = vi.spyOn(vault, 'signIn').mockImplementation(async (...given) => {
    await together
    return await derive(...given)
  })
  return { held, letGo }
}

test('at the door a right password without a right code costs what a wrong one costs, also after a rotation', async () => {
  const office = await TestOffice.open(database)
  const person = await office.person()
  const quick = { argonMemoryBytes: 8192, argonOps: 1 }
  const [before, after] = [new Uint8Array(32).fill(5), new Uint8Array(32).fill(6)]
  const user = { tenantId: office.tenantId, userId: person.userId }
  const credential = { kind: 'password' as const, password: person.password }
  const { unlocker } = await createVault(before, quick).createUser(user, credential)
  const rotated = createVault(after, { ...quick, earlier: [before], takesPrevious: true })
  vi.spyOn(platform().vault, 'signIn').mockImplementation((whose, shown, password) =>
    rotated.signIn(whose, shown && unlocker, password),
  )
  countDerivations()
  const knock = async (login: string, password: string) => {
    await database.superuser.query('delete from auth.sign_in_attempt')
    return await answerOf(() => signIn(visitorAt(office), { login, password, code }))
  }
  const wrong = { said: 'wrong', derivations: 1 }
  expect(await knock('nobody-at-all', person.password)).toEqual(wrong)
  expect(await knock(person.login, 'a wrong password')).toEqual(wrong)
  expect(await knock(person.login, person.password)).toEqual(wrong)
})

test('of tries at the door that were derived together, those that are told nothing count for their network', async () => {
  const office = await TestOffice.open(database)
  const { login } = await office.person()
  const { held, letGo } = holdTogether()
  const answers: Promise<string>[] = []
  while (answers.length < 6) {
    answers.push(saidBy(signIn(visitorAt(office), { login, password: 'a wrong password', code })))
    await vi.waitFor(() => expect(held).toHaveBeenCalledTimes(answers.length))
  }
  letGo()
  const said = await Promise.all(answers)
  expect(new Set(said)).toEqual(new Set(['wrong', 'wait']))
  expect(await triesAt(office)).toBe(6)
})

test('where the directory is required, nothing is derived of a guess at an open session', async () => {
  const { office, origin, person, issuer } = await anOfficeWithDirectory(database, { isRequired: true })
  const { address } = await prepareLink(person, { origin })
  const answer = new URL(issuer.authorise(address)).searchParams.toString()
  expect(await linkProvider(person, { answer, origin })).toEqual({ kind: 'linked' })
  await office.stepDown(person)
  countDerivations()
  const shown = [{ code }, { withDirectory: 'yes' as const, origin }]
  for (const password of ['a wrong password', person.password])
    for (const [at, said] of ['accounts_confirm_by_directory', 'error_step_up_required'].entries()) {
      const given = { password, ...shown[at] }
      const refused = { said, derivations: 0 }
      expect(await answerOf(() => changePassword(person, { ...given, newPassword }))).toEqual(refused)
      expect(await answerOf(() => renewFactors(person, { ...given, factor: 'card' }))).toEqual(refused)
    }
  expect(await answerOf(() => stepUp(person, { password: person.password, code }))).toEqual({
    said: 'accounts_confirm_by_directory',
    derivations: 0,
  })
  // The office comes to require it while a guess is derived: that one was counted.
  const { identityProviders } = platform()
  Object.assign(platform(), { identityProviders: [] })
  vi.spyOn(platform().vault, 'signIn').mockImplementation(async () => {
    Object.assign(platform(), { identityProviders })
    return null
  })
  const guess = changePassword(person, { password: 'a wrong password', code, newPassword })
  expect(await saidBy(guess)).toBe('accounts_confirm_by_directory')
  expect(await triesAt(office)).toBe(1)
  await issuer.close()
})

/** An answer to a question that ends while the password is derived. */
async function lateKey(office: TestOffice, person: TestPerson) {
  const origin = `https://${office.host}`
  const { rows } = await database.superuser.query('select id from auth.session where user_id = $1', [
    person.userId,
  ])
  const terms = { tenantId: office.tenantId, use: 'confirm' as const, boundTo: rows[0].id as string }
  return () => {
    const challenge = challengeUntil(terms, new Date(Date.now() + 400))
    const shown = { type: 'webauthn.get', origin, challenge }
    const clientDataJSON = Buffer.from(JSON.stringify(shown)).toString('base64url')
    const key = { id: 'AAAA', clientDataJSON, authenticatorData: 'AAAA', signature: 'AAAA' }
    return { keyToken: JSON.stringify(key), origin }
  }
}

test('guesses at an open session whose question ends meanwhile are counted, and cost what the right one costs', async () => {
  const office = await TestOffice.open(database)
  const person = await office.person()
  const late = await lateKey(office, person)
  const { vault } = platform()
  const open = vault.signIn.bind(vault)
  // As long as a queue of others makes it.
  vi.spyOn(vault, 'signIn').mockImplementation(async (...given) => {
    await new Promise((resolve) => setTimeout(resolve, 450))
    return await open(...given)
  })
  countDerivations()
  const acts = [
    (password: string) => changePassword(person, { password, ...late(), newPassword }),
    (password: string) => renewFactors(person, { password, ...late(), factor: 'card' }),
    (password: string) => stepUp(person, { password, ...late() }),
  ]
  for (const [at, act] of acts.entries()) {
    const wrong = await answerOf(() => act('a wrong password'))
    expect(wrong.said).toBe('accounts_key_too_late')
    expect(await answerOf(() => act(person.password))).toEqual(wrong)
    expect(await triesAt(office)).toBe(2 * (at + 1))
  }
  await database.superuser.query(
    `insert into auth.sign_in_attempt (tenant_id, login_hash, network_hash, succeeded)
     select tenant_id, login_hash, network_hash, false from
       (select * from auth.sign_in_attempt where tenant_id = $1 limit 1) one, generate_series(1, $2)`,
    [office.tenantId, perNetwork - (await triesAt(office))],
  )
  for (const act of acts)
    expect(await answerOf(() => act('a wrong password'))).toEqual({ said: 'wait', derivations: 0 })
}, 20_000)

test('of guesses at an open session that come together, each is counted, and a right one costs no more', async () => {
  const office = await TestOffice.open(database)
  const person = await office.person()
  const { held, letGo } = holdTogether()
  const derive = countDerivations()
  const answers: Promise<string>[] = []
  while (answers.length < 12) {
    const password = answers.length === 11 ? person.password : 'a wrong password'
    answers.push(saidBy(changePassword(person, { password, code, newPassword })))
    await vi.waitFor(() => expect(held).toHaveBeenCalledTimes(answers.length))
  }
  expect(await triesAt(office)).toBe(12)
  letGo()
  const said = await Promise.all(answers)
  expect(new Set(said)).toEqual(new Set(['wrong', 'wait']))
  // The old password and the new one, of each.
  expect(derive).toHaveBeenCalledTimes(2 * 12)
})

test('a set of codes is made for no more guesses than are counted, however many come together', async () => {
  const office = await TestOffice.open(database)
  const person = await office.person()
  const { held, letGo } = holdTogether()
  const sets = vi.spyOn(platform().vault, 'slowCodeHash')
  const answers: Promise<string>[] = []
  let answered = 0
  while (answers.length < perNetwork + 4) {
    const guess = renewFactors(person, { password: 'a wrong password', code, factor: 'card' })
    answers.push(
      saidBy(guess).finally(() => {
        answered += 1
      }),
    )
    await vi.waitFor(() => expect(held.mock.calls.length + answered).toBe(answers.length))
  }
  expect([held.mock.calls.length, answered]).toEqual([perNetwork, 4])
  letGo()
  await Promise.all(answers)
  expect(sets).toHaveBeenCalledTimes(perNetwork * 50)
}, 20_000)
