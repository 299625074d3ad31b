import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import type { TestOffice, TestPerson } from '../../platform/testing/office.ts'
import { beginProvider } from './begin-provider.ts'
import { prepareConfirm, takeConfirm } from './confirm-by-directory.ts'
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

test('what it said of itself counts until it has said it anew, however long that takes', async () => {
  await begin()
  const start = Date.now()
  issuer.isAway = true
  for (const milliseconds of [3_700_000, 3_705_000, 3_715_000]) {
    vi.setSystemTime(start + milliseconds)
    expect(await begin()).toMatchObject({ address: expect.stringContaining(`${issuer.issuer}/authorise?`) })
  }
  expect(timesAsked(description)).toBe(3)
  issuer.isAway = false
  issuer.described = { authorization_endpoint: `${issuer.issuer}/moved` }
  vi.setSystemTime(start + 3_730_000)
  expect(await begin()).toMatchObject({ address: expect.stringContaining(`${issuer.issuer}/moved?`) })
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

describe('a crowd at the directory', () => {
  /** Carried there in somebody's name, and made up; `codes` is what became of those that are answered. */
  async function carryMadeUp(network: string, count: number) {
    const visitor = visitorAt(office, { network })
    const codes: Promise<string>[] = []
    for (let at = 0; at < count; at += 1) {
      const { address, attempt } = await beginProvider(visitor, { origin })
      const answer = `code=made-up&state=${new URL(address).searchParams.get('state')}`
      codes.push(codeOf(takeProviderAnswer(visitor, { answer, origin, attempt })))
    }
    return codes
  }
  const codeOf = (act: Promise<{ kind: string }>) =>
    act.then(
      ({ kind }) => kind,
      (error) => error.code as string,
    )
  const expectCarried = (count: number) =>
    vi.waitFor(() => expect(timesAsked('/token')).toBe(count), { timeout: 3_000 })

  test('of one network takes the way in from nobody elsewhere; whoever is told "busy" comes in with the same answer', async () => {
    const { address, attempt } = await begin()
    const hers = { answer: answerTo(address), origin, attempt }
    const letGo = hang('/token')
    const carried = await carryMadeUp('192.0.2', 9)
    await expectCarried(8)
    expect(await codeOf(takeProviderAnswer(visitorAt(office), hers))).toBe('busy')
    const [elsewhere] = await carryMadeUp('198.51.100', 1)
    await expectCarried(9)
    letGo()
    const answers = await Promise.all([...carried, elsewhere])
    expect(answers.sort()).toEqual(['busy', ...Array(9).fill('failed')])
    expect(await codeOf(takeProviderAnswer(visitorAt(office), hers))).toBe('unbound')
  })

  test('of many networks does not go beyond what it is meant to bear, nor reach those who are signed in', async () => {
    const toConfirm = answerTo((await prepareConfirm(person, { origin })).address)
    const letGo = hang('/token')
    const carried = []
    for (const network of ['one', 'two', 'three', 'four', 'five'])
      carried.push(...(await carryMadeUp(network, network === 'five' ? 1 : 8)))
    await expectCarried(32)
    const confirming = takeConfirm(person, { answer: toConfirm, origin })
    await expectCarried(33)
    letGo()
    expect((await confirming).kind).toBe('unbound')
    expect((await Promise.all(carried)).sort()).toEqual(['busy', ...Array(32).fill('failed')])
  })

  test('gives its places back, whatever came of them', async () => {
    const visitor = visitorAt(office)
    const strange = { answer: 'code=made-up&state=none', origin, attempt: 'a'.repeat(43) }
    for (let at = 0; at < 9; at += 1) expect((await takeProviderAnswer(visitor, strange)).kind).toBe('failed')
    for (const isAway of [true, false]) {
      await begin()
      issuer.isAway = isAway
      expect(await Promise.all(await carryMadeUp('192.0.2', 8))).toEqual(Array(8).fill('failed'))
    }
    const { address, attempt } = await begin()
    expect((await takeProviderAnswer(visitor, { answer: answerTo(address), origin, attempt })).kind).toBe(
      'unbound',
    )
  })
})
