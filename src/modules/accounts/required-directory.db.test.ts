import { afterEach, beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { linkProvider, prepareLink, unlinkProvider } from './link-provider.ts'
import { listPasskeys } from './list-passkeys.ts'
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
