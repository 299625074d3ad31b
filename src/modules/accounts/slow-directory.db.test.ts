import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import type { TestOffice, TestPerson } from '../../platform/testing/office.ts'
import { beginProvider } from './begin-provider.ts'
import { prepareConfirm, takeConfirm } from './confirm-by-directory.ts'
import { mostAtOnce, subjectOf } from './identity-provider.ts'
import { linkProvider, prepareLink } from './link-provider.ts'
import { takeProviderAnswer } from './take-provider-answer.ts'
import { visitorAt } from './testing.ts'
import { anOfficeWithDirectory, type TestIssuer } from './testing-issuer.ts'
import { whoAmI } from './who-am-i.ts'

const description = '/.well-known/openid-configuration'

const database = useDatabase()
let office: TestOffice
let origin: string
let person: TestPerson
let colleague: TestPerson
let issuer: TestIssuer

beforeEach(async () => {
  ;({ office, origin, person, issuer } = await anOfficeWithDirectory(database))
  colleague = await office.person()
})
afterEach(async () => {
  vi.useRealTimers()
  await issuer.close()
})

/** From now on it answers nothing at this path; what is given back lets it. */
function hang(path: string): () => void {
  let letGo = () => {}
  issuer.waits.set(path, new Promise((resolve) => (letGo = resolve)))
  return letGo
}

const begin = () => beginProvider(visitorAt(office), { origin })
const timesAsked = (path: string) => issuer.asked.filter((asked) => asked === path).length
const answerTo = (address: string) => new URL(issuer.authorise(address)).searchParams.toString()

/** Once so many have asked, none of them holds a connection, and a colleague goes on with her work. */
async function expectNobodyWaits(path: string, times: number) {
  const { pool } = platform()
  await vi.waitFor(() => expect(timesAsked(path)).toBe(times), 3_000)
  await vi.waitFor(() => expect(pool.totalCount - pool.idleCount).toBe(0), 3_000)
  expect(await whoAmI(colleague, {})).toMatchObject({ userId: colleague.userId })
}

test('while the directory does not say where it is to be asked, whoever waits for it keeps nobody from her work', async () => {
  const letGo = hang(description)
  const strangers = Array.from({ length: 2 * (platform().pool.options.max ?? 0) }, begin)
  const asking = [...strangers, prepareLink(person, { origin }), prepareConfirm(person, { origin })]
  const answers = Promise.allSettled(asking)
  await expectNobodyWaits(description, 1)
  letGo()
  const expected = asking.map(() => ({
    status: 'fulfilled',
    value: { address: expect.stringContaining(`${issuer.issuer}/authorise?`) },
  }))
  expect(await answers).toMatchObject(expected)
  expect(timesAsked(description)).toBe(1)
})

test.each(['/token', '/keys'])('nor while it does not answer at %s', async (path) => {
  const asked = await Promise.all([begin(), begin(), begin()])
  const toLink = answerTo((await prepareLink(person, { origin })).address)
  const toConfirm = answerTo((await prepareConfirm(person, { origin })).address)
  const letGo = hang(path)
  const answers = Promise.allSettled([
    ...asked.map(({ address, attempt }) =>
      takeProviderAnswer(visitorAt(office), { answer: answerTo(address), origin, attempt }),
    ),
    linkProvider(person, { answer: toLink, origin }),
    takeConfirm(person, { answer: toConfirm, origin }),
  ])
  await expectNobodyWaits(path, 5)
  letGo()
  // Whether she was linked before the others came back is a matter of moments.
  const there = { status: 'fulfilled', value: { kind: expect.stringMatching(/^(unbound|shown)$/) } }
  const linked = { status: 'fulfilled', value: { kind: 'linked' } }
  expect(await answers).toMatchObject([there, there, there, linked, there])
})

test('a directory that did not answer is left alone for ten seconds, whoever comes, and then asked again', async () => {
  const start = Date.now()
  const comeAfter = async (milliseconds: number) => {
    vi.setSystemTime(start + milliseconds)
    const come = await Promise.all([begin(), begin()].map((one) => one.catch((error) => error.code)))
    return { come, times: timesAsked(description) }
  }
  const inVain = ['unavailable', 'unavailable']
  issuer.isAway = true
  expect(await comeAfter(0)).toEqual({ come: inVain, times: 1 })
  issuer.isAway = false
  expect(await comeAfter(9_000)).toEqual({ come: inVain, times: 1 })
  const sent = { address: expect.any(String), attempt: expect.any(String) }
  expect(await comeAfter(11_000)).toEqual({ come: [sent, sent], times: 2 })
  expect(await comeAfter(3_500_000)).toEqual({ come: [sent, sent], times: 2 })
  expect(await comeAfter(3_700_000)).toEqual({ come: [sent, sent], times: 3 })
})

test('what it says of itself is read no further than a quarter of a megabyte', async () => {
  issuer.described = { op_policy_uri: 'a'.repeat(300_000) }
  await expect(begin()).rejects.toMatchObject({ code: 'unavailable' })
  vi.setSystemTime(Date.now() + 11_000)
  issuer.described = { op_policy_uri: 'a'.repeat(200_000) }
  expect(await begin()).toMatchObject({ address: expect.any(String) })
})

test('an answer that comes twice at once is carried to the directory once', async () => {
  const { address, attempt } = await begin()
  const given = { answer: answerTo(address), origin, attempt }
  const twice = await Promise.all([1, 2].map(() => takeProviderAnswer(visitorAt(office), given)))
  expect(twice.map(({ kind }) => kind).sort()).toEqual(['failed', 'unbound'])
  expect(timesAsked('/token')).toBe(1)
})

test('no more answers are carried to it at once than it is meant to bear', async () => {
  const letGo = hang('/token')
  const carry = () => {
    const errand = {
      redirectUri: `${origin}/sign-in/directory/answer`,
      state: 's',
      nonce: 'n',
      verifier: 'v',
    }
    return subjectOf(issuer.provider([office.host]), errand, new URLSearchParams({ code: 'c', state: 's' }))
  }
  const carried = Array.from({ length: mostAtOnce }, carry)
  await vi.waitFor(() => expect(timesAsked('/token')).toBe(mostAtOnce), 3_000)
  await expect(carry()).rejects.toMatchObject({ code: 'busy' })
  letGo()
  expect(await Promise.all(carried)).toEqual(carried.map(() => null))
  expect(await carry()).toBeNull()
})
