import { RouterContextProvider } from 'react-router'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useDatabase } from '../../../platform/db/testing/use-database.ts'
import { requestScene } from '../../../platform/http/page.ts'
import type { TestOffice, TestPerson } from '../../../platform/testing/office.ts'
import { beginProvider } from '../begin-provider.ts'
import { linkProvider, prepareLink } from '../link-provider.ts'
import { visitorAt } from '../testing.ts'
import { anOfficeWithDirectory, type TestIssuer } from '../testing-issuer.ts'
import { loader } from './sign-in-directory-answer-route.ts'

const database = useDatabase()
let office: TestOffice
let origin: string
let person: TestPerson
let issuer: TestIssuer

beforeEach(async () => {
  ;({ office, origin, person, issuer } = await anOfficeWithDirectory(database))
})
afterEach(() => issuer.close())

/** Her browser, which began with this attempt, opens the address. */
async function open(address: string, attempt: string) {
  const context = new RouterContextProvider()
  const visitor = visitorAt(office)
  const caller = { cookie: null, isAct: true, host: office.host, network: visitor.network }
  context.set(requestScene, { caller, visitor, isSecure: true, attempt })
  const answer = await loader({ request: new Request(address), params: {}, context })
  return { to: answer.headers.get('Location'), sets: answer.headers.get('Set-Cookie') }
}

const begin = async () => {
  const { address, attempt } = await beginProvider(visitorAt(office), { origin })
  return { back: issuer.authorise(address), attempt }
}

test('her browser keeps what her security key was asked in it, unless the directory has shown her', async () => {
  const { attempt, back } = await begin()
  const madeUp = `${origin}/sign-in/directory/answer?code=c&state=s`
  expect(await open(madeUp, attempt)).toEqual({ to: '/sign-in?directory=failed', sets: null })
  expect(await open(back, attempt)).toEqual({ to: '/sign-in?directory=unbound', sets: null })
  const { address } = await prepareLink(person, { origin })
  const answer = new URL(issuer.authorise(address)).searchParams.toString()
  await linkProvider(person, { answer, origin })
  const again = await begin()
  expect(await open(again.back, again.attempt)).toEqual({
    to: '/sign-in?directory=shown',
    sets: expect.stringMatching(/^__Host-yorube-attempt=[\w-]{43};/),
  })
})

test('whoever finds no place stays at the address of her answer, and loads it once more', async () => {
  const { attempt, back } = await begin()
  let letGo = () => {}
  issuer.waits.set('/token', new Promise((resolve) => (letGo = resolve)))
  const carried = []
  for (let at = 0; at < 8; at += 1) {
    const other = await begin()
    carried.push(open(other.back, other.attempt))
  }
  await vi.waitFor(() => expect(issuer.asked.filter((path) => path === '/token')).toHaveLength(8), 3_000)
  await expect(open(back, attempt)).rejects.toMatchObject({
    init: { status: 503 },
    data: { failure: { code: 'busy' } },
  })
  letGo()
  await Promise.all(carried)
  expect((await open(back, attempt)).to).toBe('/sign-in?directory=unbound')
})
