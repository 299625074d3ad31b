import { afterEach, beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { confirmAct } from './confirm-act.ts'
import { linkProvider, prepareLink, showLink, unlinkProvider } from './link-provider.ts'
import { listPasskeys } from './list-passkeys.ts'
import { proposeAct } from './propose-act.ts'
import { removePasskey } from './remove-passkey.ts'
import { signIn } from './sign-in.ts'
import { callerAt, giveFactors, visitorAt } from './testing.ts'
import { TestIssuer } from './testing-issuer.ts'
import { addKey, SoftwareKey, signInWith } from './testing-key.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
let office: TestOffice
let origin: string
let person: TestPerson
let issuer: TestIssuer
beforeEach(async () => {
  office = await TestOffice.open(database)
  origin = `https://${office.host}`
  person = await office.person()
  await office.stepUp(person)
  issuer = await TestIssuer.open()
  issuer.person = { sub: 'staff-0001', email: 'a@example.jp' }
  Object.assign(platform(), { identityProviders: [{ ...issuer.provider([office.host]), isRequired: true }] })
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
  issuer.person = { sub: 'staff-0001', email: 'a@example.jp' }
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
