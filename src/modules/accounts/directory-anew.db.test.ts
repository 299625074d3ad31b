import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import type { TestOffice, TestPerson } from '../../platform/testing/office.ts'
import { beginProvider } from './begin-provider.ts'
import { prepareConfirm, takeConfirm } from './confirm-by-directory.ts'
import { linkProvider, prepareLink, showLink } from './link-provider.ts'
import { stepUp } from './step-up.ts'
import { takeProviderAnswer } from './take-provider-answer.ts'
import { visitorAt } from './testing.ts'
import { anOfficeWithDirectory, type TestIssuer } from './testing-issuer.ts'

const database = useDatabase()
let office: TestOffice
let origin: string
let person: TestPerson
let issuer: TestIssuer

beforeEach(async () => {
  ;({ office, origin, person, issuer } = await anOfficeWithDirectory(database, { isRequired: true }))
})
afterEach(() => issuer.close())

const answerTo = (address: string) => new URL(issuer.authorise(address)).searchParams.toString()

/** To the directory and back; in between somebody may have changed the address. */
async function link(change = (address: string) => address) {
  const { address } = await prepareLink(person, { origin })
  return (await linkProvider(person, { answer: answerTo(change(address)), origin })).kind
}
async function confirm(change = (address: string) => address) {
  const { address } = await prepareConfirm(person, { origin })
  return (await takeConfirm(person, { answer: answerTo(change(address)), origin })).kind
}
async function comeIn() {
  const { address, attempt } = await beginProvider(visitorAt(office), { origin })
  return (await takeProviderAnswer(visitorAt(office), { answer: answerTo(address), origin, attempt })).kind
}

/** With her password, as whoever sits at her screen may know it. */
const byPassword = () =>
  stepUp(person, { password: person.password, withDirectory: 'yes', origin }).then(({ kind }) => kind)

const bare = (address: string) => {
  const cut = new URL(address)
  for (const name of ['prompt', 'max_age']) cut.searchParams.delete(name)
  return cut.href
}

test('who confirms or links herself is asked by the directory anew; who comes to the door is not', async () => {
  const asked = async (way: Promise<{ address: string }>) => {
    const { searchParams } = new URL((await way).address)
    return [searchParams.get('prompt'), searchParams.get('max_age')]
  }
  expect(await asked(prepareLink(person, { origin }))).toEqual(['login', '300'])
  expect(await asked(prepareConfirm(person, { origin }))).toEqual(['login', '300'])
  expect(await asked(beginProvider(visitorAt(office), { origin }))).toEqual([null, null])
})

test('asked so, it confirms her though she signed in there this morning, which is enough at the door', async () => {
  expect(await comeIn()).toBe('unbound')
  expect(await link()).toBe('linked')
  await office.stepDown(person)
  expect(await confirm()).toBe('shown')
  expect(await byPassword()).toBe('renewed')
})

test('a wish that somebody at her screen takes out of the address is missed in the answer', async () => {
  expect(await link(bare)).toBe('not-anew')
  expect((await showLink(person, { origin })).linkedAt).toBeNull()
  expect(await confirm(bare)).toBe('not-anew')
})

describe('where it did not ask her just now', () => {
  beforeEach(async () => {
    expect(await link()).toBe('linked')
    await office.stepDown(person)
  })

  test.each([
    ['a silent single sign-on, which knows of no asking anew', -8 * 3600],
    ['a visit some minutes ago', -340],
    ['no word of when it was', null],
    ['a time to come, as of a clock that counts otherwise', 3600],
  ])('%s: nothing is confirmed, and her password alone opens nothing', async (_what, askedHer) => {
    issuer.lies = { askedHer }
    expect(await confirm()).toBe('not-anew')
    expect(await byPassword()).toBe('wrong')
    expect(await comeIn()).toBe('shown')
  })

  test('a clock that is some seconds off does no harm', async () => {
    for (const askedHer of [-290, 20]) {
      issuer.lies = { askedHer }
      expect(await confirm()).toBe('shown')
    }
  })
})
