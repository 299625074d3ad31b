import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import type { TestOffice, TestPerson } from '../../platform/testing/office.ts'
import { askPasskey } from './ask-passkey.ts'
import { changePassword } from './change-password.ts'
import { confirmAct } from './confirm-act.ts'
import { howToConfirm, prepareConfirm, takeConfirm } from './confirm-by-directory.ts'
import { linkProvider, prepareLink, showLink, unlinkProvider } from './link-provider.ts'
import { listPasskeys } from './list-passkeys.ts'
import { proposeAct } from './propose-act.ts'
import { removePasskey } from './remove-passkey.ts'
import { renewFactors } from './renew-factors.ts'
import { signIn } from './sign-in.ts'
import { stepUp } from './step-up.ts'
import { callerAt, giveFactors, visitorAt } from './testing.ts'
import { anOfficeWithDirectory, type TestIssuer } from './testing-issuer.ts'
import { addKey, SoftwareKey, signInWith } from './testing-key.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
let office: TestOffice
let origin: string
let person: TestPerson
let issuer: TestIssuer
beforeEach(async () => {
  ;({ office, origin, person, issuer } = await anOfficeWithDirectory(database, { isRequired: true }))
})
afterEach(() => issuer.close())
const link = async () => {
  const { address } = await prepareLink(person, { origin })
  return await linkProvider(person, {
    answer: new URL(issuer.authorise(address)).searchParams.toString(),
    origin,
  })
}

test('where the directory is required, an account that it has closed does not step out of it by itself', async () => {
  expect(await link()).toEqual({ kind: 'linked' })
  const { cardCodes } = await giveFactors(database, office, person, 'card')
  const given = () => ({ login: person.login, password: person.password, code: cardCodes.pop() ?? '' })
  expect(await signIn(visitorAt(office), given())).toEqual({ kind: 'wrong' })
  await database.superuser.query('delete from auth.sign_in_attempt')
  // Her directory account is closed now; her session is open, and she confirms with her password and a code of her card.
  await unlinkProvider(person, {}).catch((error) => error.code)
  expect((await signIn(visitorAt(office), given())).kind).toBe('wrong')
})

test('where the directory is required, another name of the same office is no way round it', async () => {
  expect(await link()).toEqual({ kind: 'linked' })
  const { cardCodes } = await giveFactors(database, office, person, 'card')
  await database.superuser.query('update auth.tenant set hosts = hosts || $2::text where tenant_id = $1', [
    office.tenantId,
    `second-${office.host}`,
  ])
  const visitor = { ...visitorAt(office), host: `second-${office.host}` }
  expect(
    (await signIn(visitor, { login: person.login, password: person.password, code: cardCodes.pop() ?? '' }))
      .kind,
  ).toBe('wrong')
})

test('whoever came in with a key that was lost is out when its owner takes the key away', async () => {
  Object.assign(platform(), { identityProviders: [] })
  await giveFactors(database, office, person, 'card')
  const key = new SoftwareKey()
  await addKey(office, person, key, {})
  const { answer } = await signInWith(office, { login: person.login }, key)
  if (answer.kind !== 'in') throw new Error(answer.kind)
  const thief = callerAt(office, answer.cookie)
  expect(await whoAmI(thief, {})).toMatchObject({ userId: person.userId })
  const { passkeys } = (await listPasskeys(person, { origin } as never)) as never as {
    passkeys: { id: string }[]
  }
  await removePasskey(person, { passkeyId: passkeys[0]?.id, id: passkeys[0]?.id } as never)
  await expect(whoAmI(thief, {})).rejects.toMatchObject({ code: 'not-signed-in' })
})

test("where the directory is required, a colleague's account there does not take the place of her own", async () => {
  await link()
  issuer.person = { sub: 'staff-0002', email: 'b@example.jp' }
  expect(await link()).toEqual({ kind: 'other' })
  await expect(unlinkProvider(person, {})).rejects.toMatchObject({
    code: 'refused',
    key: 'accounts_directory_stays',
  })
  issuer.person = { sub: 'staff-0001', email: 'mihon@example.jp' }
  expect(await link()).toEqual({ kind: 'linked' })
})

test('a link is removed by two administrators, neither of whom is she, and she hears of it', async () => {
  await link()
  const [first, second] = [
    await office.person({ tenantRole: 'tenant_admin' }),
    await office.person({ tenantRole: 'tenant_admin' }),
  ]
  for (const one of [first, second]) await office.stepUp(one)
  const { id } = await proposeAct(first, { userId: person.userId, act: 'unlink' })
  await expect(confirmAct(first, { proposalId: id })).rejects.toMatchObject({ key: 'accounts_confirm_own' })
  expect((await showLink(person, { origin })).linkedAt).not.toBeNull()
  await confirmAct(second, { proposalId: id })
  expect((await showLink(person, { origin })).linkedAt).toBeNull()
  const { rows } = await database.superuser.query(
    "select count(*)::int as n from notice where user_id = $1 and kind = 'account.provider-unlinked'",
    [person.userId],
  )
  expect(rows).toEqual([{ n: 1 }])
  await expect(proposeAct(first, { userId: person.userId, act: 'unlink' })).rejects.toMatchObject({
    key: 'accounts_propose_no_need',
  })
})

test("a tenant that stands alone and answers to any name is its provider's by every one of them", async () => {
  const answers = async (hosts: string[]) =>
    (await database.superuser.query('select auth.answers_to($1, $2) as does', [office.tenantId, hosts]))
      .rows[0].does
  expect(await answers([office.host.toUpperCase(), 'elsewhere.example'])).toBe(true)
  expect(await answers(['elsewhere.example'])).toBe(false)
  await database.superuser.query('begin')
  try {
    await database.superuser.query('set local session_replication_role = replica')
    await database.superuser.query('delete from auth.tenant where tenant_id <> $1', [office.tenantId])
    await database.superuser.query(
      "update auth.tenant set hosts = '{}', is_default = true where tenant_id = $1",
      [office.tenantId],
    )
    expect(await answers(['yorube.city.example'])).toBe(true)
  } finally {
    await database.superuser.query('rollback')
  }
})

describe('a step-up where the directory is required', () => {
  const visit = async (who = person) => {
    const { address } = await prepareConfirm(who, { origin })
    return await takeConfirm(who, {
      answer: new URL(issuer.authorise(address)).searchParams.toString(),
      origin,
    })
  }
  const withDirectory = 'yes' as const
  const byPassword = () => stepUp(person, { password: person.password, withDirectory, origin })
  const codeOf = (act: Promise<unknown>) =>
    act.then(
      (answer) => (answer as { kind: string }).kind,
      (error) => error.code as string,
    )

  test('goes there and takes the password; a code, a security key or a colleague there does not do', async () => {
    await link()
    const { cardCodes } = await giveFactors(database, office, person, 'card')
    const key = new SoftwareKey()
    await addKey(office, person, key)
    await office.stepDown(person)
    expect(await howToConfirm(person, { origin })).toEqual({ byDirectory: 'required', isSteppedUp: false })
    const code = cardCodes.pop() ?? ''
    expect(await codeOf(stepUp(person, { password: person.password, code, origin }))).toBe('unsupported')
    const asked = await askPasskey(person, { origin })
    expect(await codeOf(stepUp(person, { keyToken: key.answer(origin, asked), origin }))).toBe('unsupported')
    expect(await codeOf(byPassword())).toBe('wrong')
    issuer.person = { sub: 'staff-0002', email: 'b@example.jp' }
    expect((await visit()).kind).toBe('unbound')
    expect(await codeOf(byPassword())).toBe('wrong')
    await database.superuser.query('delete from auth.sign_in_attempt')
    issuer.person = { sub: 'staff-0001', email: 'mihon@example.jp' }
    expect((await visit()).kind).toBe('shown')
    expect(await codeOf(stepUp(person, { password: 'not her password', withDirectory, origin }))).toBe(
      'wrong',
    )
    const up = await byPassword()
    if (up.kind !== 'renewed') throw new Error(up.kind)
    const again = { ...person, cookie: up.cookie }
    expect(await howToConfirm(again, { origin })).toEqual({ byDirectory: 'required', isSteppedUp: true })
    // What it was shown for is spent; the password alone makes nothing longer, before or after another act.
    const longer = async () => {
      await database.superuser.query('delete from auth.sign_in_attempt')
      return await codeOf(stepUp(again, { password: person.password, withDirectory, origin }))
    }
    expect(await longer()).toBe('wrong')
    const anew = { withDirectory, origin, newPassword: 'lanterns drift past noon' }
    expect(await codeOf(changePassword(again, { ...anew, password: 'not her password' }))).toBe('wrong')
    expect(await longer()).toBe('wrong')
    await database.superuser.query('delete from auth.sign_in_attempt')
    expect(await codeOf(changePassword(again, { ...anew, password: person.password }))).toBe('changed')
  })

  test("comes before a new password or new codes; elsewhere a session's own word counts for nothing", async () => {
    await link()
    await office.stepDown(person)
    const anew = { password: person.password, withDirectory, origin, newPassword: 'lanterns drift past noon' }
    expect(await codeOf(changePassword(person, anew))).toBe('step-up-required')
    expect(
      await codeOf(
        renewFactors(person, { password: person.password, withDirectory, origin, factor: 'card' }),
      ),
    ).toBe('step-up-required')
    const colleague = await office.person()
    expect(await howToConfirm(colleague, { origin })).toEqual({ byDirectory: 'no', isSteppedUp: false })
    await office.stepUp(colleague)
    expect(await codeOf(changePassword(colleague, { ...anew, password: colleague.password }))).toBe('wrong')
    // An answer of one session is none of another's.
    const { address } = await prepareConfirm(person, { origin })
    const answer = new URL(issuer.authorise(address)).searchParams.toString()
    expect((await takeConfirm(colleague, { answer, origin })).kind).toBe('failed')
    expect((await takeConfirm(person, { answer, origin })).kind).toBe('shown')
    expect((await takeConfirm(person, { answer, origin })).kind).toBe('failed')
  })
})

test('a security key beside the word that she was there is no visit to the directory, with or without her password', async () => {
  for (const derives of [true, false]) {
    const key = new SoftwareKey({ derives })
    if (derives) expect(await link()).toEqual({ kind: 'linked' })
    await office.stepUp(person)
    await addKey(office, person, key)
    await office.stepDown(person)
    const shown = { keyToken: key.answer(origin, await askPasskey(person, { origin })), origin }
    const password = derives ? {} : { password: person.password }
    await expect(stepUp(person, { ...shown, ...password, withDirectory: 'yes' })).rejects.toMatchObject({
      code: 'unsupported',
    })
  }
})

test('she may go to the directory twice before she types her password', async () => {
  expect(await link()).toEqual({ kind: 'linked' })
  const visit = async () => {
    const { address } = await prepareConfirm(person, { origin })
    const answer = new URL(issuer.authorise(address)).searchParams.toString()
    return await takeConfirm(person, { answer, origin })
  }
  expect(await visit()).toEqual({ kind: 'shown' })
  expect(await visit()).toEqual({ kind: 'shown' })
})
