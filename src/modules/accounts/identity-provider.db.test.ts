import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import type { IdentityProvider } from '../../platform/identity-providers.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { beginProvider, signInAnswerPath } from './begin-provider.ts'
import { challengeUntil } from './challenge.ts'
import { addressToAsk, errandFor } from './identity-provider.ts'
import { linkProvider, prepareLink, showLink, unlinkProvider } from './link-provider.ts'
import { signIn } from './sign-in.ts'
import { takeProviderAnswer } from './take-provider-answer.ts'
import { callerAt, giveFactors, visitorAt } from './testing.ts'
import { anOfficeWithDirectory, TestIssuer, type TokenLies } from './testing-issuer.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
let office: TestOffice
let origin: string
let person: TestPerson
let issuer: TestIssuer

beforeEach(async () => {
  ;({ office, origin, person, issuer } = await anOfficeWithDirectory(database))
})
afterEach(() => issuer.close())

function named(...identityProviders: IdentityProvider[]) {
  Object.assign(platform(), { identityProviders })
}

const queryOf = (address: string) => new URL(address).searchParams.toString()

async function link(who = person) {
  const { address } = await prepareLink(who, { origin })
  return await linkProvider(who, { answer: queryOf(issuer.authorise(address)), origin })
}

/** To the directory and back. */
async function visit() {
  const begun = await beginProvider(visitorAt(office), { origin })
  const answer = queryOf(issuer.authorise(begun.address))
  const given = { answer, origin, attempt: begun.attempt }
  return { given, back: await takeProviderAnswer(visitorAt(office), given) }
}

/** As `beginProvider` would have asked, with a state that ends then. */
async function visitUntil(attempt: string, endsAt: Date) {
  const terms = { tenantId: office.tenantId, use: 'provider' as const, boundTo: attempt }
  const errand = errandFor(terms, challengeUntil(terms, endsAt), origin + signInAnswerPath)
  const address = await addressToAsk(`${issuer.issuer}/authorise`, issuer.provider([office.host]), errand)
  return { answer: queryOf(issuer.authorise(address)), origin, attempt }
}

const password = (attempt: string | null, who: { login: string; password: string } = person) =>
  signIn(visitorAt(office), {
    ...{ login: who.login, password: who.password },
    ...{ withDirectory: 'yes' as const, attempt, origin },
  })
const forgive = () => database.superuser.query('delete from auth.sign_in_attempt')

test('linked by herself, she comes in through the directory and her password, and no other way than that', async () => {
  expect(await link()).toEqual({ kind: 'linked' })
  const { back } = await visit()
  expect(back.kind).toBe('shown')
  expect(await password(back.attempt, { ...person, password: 'not her password' })).toEqual({ kind: 'wrong' })
  const entered = await password(back.attempt)
  if (entered.kind !== 'in') throw new Error('she should be in')
  expect(await whoAmI(callerAt(office, entered.cookie), {})).toMatchObject({ userId: person.userId })
  expect(await password(back.attempt)).toEqual({ kind: 'wrong' })
})

test('whoever the directory alone has shown has no session, and no word of hers is told', async () => {
  await link()
  const { back } = await visit()
  expect(Object.keys(back).sort()).toEqual(['attempt', 'kind'])
  const { rows } = await database.superuser.query(
    "select count(*)::int as count from auth.session where user_id = $1 and created_at > now() - interval '1 second' and device_label <> ''",
    [person.userId],
  )
  expect(rows).toEqual([{ count: 0 }])
  const cookie = Uint8Array.from(Buffer.from(back.attempt ?? '', 'base64url'))
  await expect(whoAmI(callerAt(office, cookie), {})).rejects.toMatchObject({ code: 'not-signed-in' })
})

test('an unknown person is linked to nobody, whatever her mail address says', async () => {
  await link()
  issuer.person = { sub: 'staff-0002', email: 'mihon@example.jp' }
  const { back } = await visit()
  expect(back.kind).toBe('unbound')
  expect(await password(back.attempt)).toEqual({ kind: 'wrong' })
})

test('whom the directory shows comes in with her own account only', async () => {
  await link()
  const colleague = await office.person()
  const { back } = await visit()
  expect(await password(back.attempt, colleague)).toEqual({ kind: 'wrong' })
})

describe('a token that is not what it should be', () => {
  const lies: [string, TokenLies][] = [
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'another-client' }],
    ['another nonce', { nonce: 'n' }],
    ['expired', { expiresIn: -120 }],
    ['unsigned', { alg: 'none' }],
    ['signed with the secret instead of the key', { alg: 'HS256' }],
    ['signed by somebody else', { isForged: true }],
  ]
  test.each(lies)('%s: refused', async (_what, lie) => {
    await link()
    issuer.lies = lie
    expect((await visit()).back.kind).toBe('failed')
    expect(await link()).toEqual({ kind: 'failed' })
    issuer.lies = {}
    expect((await visit()).back.kind).toBe('shown')
  })
})

describe('an answer carried elsewhere', () => {
  test('counts once, in the browser that asked, within five minutes', async () => {
    await link()
    const { given } = await visit()
    const visitor = visitorAt(office)
    expect((await takeProviderAnswer(visitor, given)).kind).toBe('failed')
    const [one, other] = [await beginProvider(visitor, { origin }), await beginProvider(visitor, { origin })]
    const answer = queryOf(issuer.authorise(one.address))
    expect((await takeProviderAnswer(visitor, { answer, origin, attempt: other.attempt })).kind).toBe(
      'failed',
    )
    expect((await takeProviderAnswer(visitor, { answer, origin, attempt: null })).kind).toBe('failed')
    const late = await visitUntil(one.attempt, new Date(Date.now() - 1_000))
    expect((await takeProviderAnswer(visitor, late)).kind).toBe('failed')
    const inTime = await visitUntil(one.attempt, new Date(Date.now() + 60_000))
    expect((await takeProviderAnswer(visitor, inTime)).kind).toBe('shown')
  })

  test("somebody else's code under one's own state is refused", async () => {
    await link()
    const visitor = visitorAt(office)
    const [victim, attacker] = [
      await beginProvider(visitor, { origin }),
      await beginProvider(visitor, { origin }),
    ]
    const stolen = new URL(issuer.authorise(victim.address)).searchParams.get('code') ?? ''
    const state = new URL(attacker.address).searchParams.get('state') ?? ''
    const answer = new URLSearchParams({ code: stolen, state }).toString()
    expect((await takeProviderAnswer(visitor, { answer, origin, attempt: attacker.attempt })).kind).toBe(
      'failed',
    )
  })

  test('a sign-in is no link, a link is no sign-in, and neither is that of another session', async () => {
    const { address } = await prepareLink(person, { origin })
    const answer = queryOf(issuer.authorise(address))
    const begun = await beginProvider(visitorAt(office), { origin })
    expect(
      (await takeProviderAnswer(visitorAt(office), { answer, origin, attempt: begun.attempt })).kind,
    ).toBe('failed')
    const forSignIn = queryOf(issuer.authorise(begun.address))
    expect(await linkProvider(person, { answer: forSignIn, origin })).toEqual({ kind: 'failed' })
    const colleague = await office.person()
    await office.stepUp(colleague)
    expect(await linkProvider(colleague, { answer, origin })).toEqual({ kind: 'failed' })
  })

  test('what one office was answered is worth nothing in another', async () => {
    await link()
    const elsewhere = await TestOffice.open(database)
    named(issuer.provider([office.host, elsewhere.host]))
    const begun = await beginProvider(visitorAt(office), { origin })
    const given = {
      answer: queryOf(issuer.authorise(begun.address)),
      origin: `https://${elsewhere.host}`,
      attempt: begun.attempt,
    }
    expect((await takeProviderAnswer(visitorAt(elsewhere), given)).kind).toBe('failed')
    const there = await beginProvider(visitorAt(elsewhere), { origin: given.origin })
    const own = { ...given, answer: queryOf(issuer.authorise(there.address)), attempt: there.attempt }
    expect((await takeProviderAnswer(visitorAt(elsewhere), own)).kind).toBe('unbound')
  })
})

describe('the link', () => {
  test('takes a step-up, one account for one person of the directory, and is told to its owner', async () => {
    await office.stepDown(person)
    await expect(prepareLink(person, { origin })).rejects.toMatchObject({ code: 'step-up-required' })
    await office.stepUp(person)
    await link()
    const colleague = await office.person()
    await office.stepUp(colleague)
    expect(await link(colleague)).toEqual({ kind: 'taken' })
    expect(await showLink(person, { origin })).toMatchObject({
      linkedAt: expect.any(Date),
      hasProvider: true,
    })
    await unlinkProvider(person, {})
    expect((await visit()).back.kind).toBe('unbound')
    const heard = await database.superuser.query('select kind from notice where user_id = $1 order by at', [
      person.userId,
    ])
    expect(heard.rows.map((row) => row.kind)).toEqual([
      'account.provider-linked',
      'account.provider-unlinked',
    ])
  })

  test('written into the database by hand it counts for nothing and raises an alarm', async () => {
    await link()
    const colleague = await office.person()
    await database.superuser.query('update auth.provider_link set user_id = $1 where user_id = $2', [
      colleague.userId,
      person.userId,
    ])
    database.alarms.length = 0
    expect((await visit()).back.kind).toBe('unbound')
    expect(database.alarms).toMatchObject([{ label: 'auth.provider_link', rowId: colleague.userId }])
  })

  test('whoever is suspended or gone is not shown, and who leaves keeps no link', async () => {
    await link()
    await database.superuser.query("update auth.staff_user set state = 'suspended' where id = $1", [
      person.userId,
    ])
    expect((await visit()).back.kind).toBe('unbound')
    await database.superuser.query("update auth.staff_user set state = 'left' where id = $1", [person.userId])
    const { rows } = await database.superuser.query('select 1 from auth.provider_link where user_id = $1', [
      person.userId,
    ])
    expect(rows).toEqual([])
  })

  test('where the office wants it so, whoever is linked comes in no other way; others do as before', async () => {
    const [factors, colleague] = [await giveFactors(database, office, person, 'card'), await office.person()]
    const theirs = await giveFactors(database, office, colleague, 'card')
    await link()
    named(issuer.provider([office.host], { isRequired: true }))
    const byCode = { login: person.login, password: person.password, code: factors.cardCodes[0] ?? '' }
    expect(await signIn(visitorAt(office), byCode)).toEqual({ kind: 'wrong' })
    const { back } = await visit()
    expect(await password(back.attempt)).toMatchObject({ kind: 'in' })
    const { login } = colleague
    const free = { login, password: colleague.password, code: theirs.cardCodes[0] ?? '' }
    expect(await signIn(visitorAt(office), free)).toMatchObject({ kind: 'in' })
  })
})

describe('whom the server asks', () => {
  test('nobody, where no directory was named', async () => {
    named()
    await expect(beginProvider(visitorAt(office), { origin })).rejects.toMatchObject({ code: 'not-found' })
    expect(issuer.asked).toEqual([])
  })

  test.each(['token_endpoint', 'jwks_uri', 'authorization_endpoint'])(
    'the issuer that was named and no other place, whatever its %s says',
    async (endpoint) => {
      const elsewhere = await TestIssuer.open()
      issuer.described = { [endpoint]: `${elsewhere.issuer}/anything` }
      const answer = await link().catch((error: unknown) => error)
      expect(answer).toMatchObject(
        endpoint === 'authorization_endpoint' ? { code: 'unavailable' } : { kind: 'failed' },
      )
      expect(elsewhere.asked).toEqual([])
      await elsewhere.close()
    },
  )

  test('a directory that does not answer is said to be away', async () => {
    named(issuer.provider([office.host], { issuer: 'http://127.0.0.1:9' }))
    await expect(beginProvider(visitorAt(office), { origin })).rejects.toMatchObject({ code: 'unavailable' })
    await forgive()
  })
})
