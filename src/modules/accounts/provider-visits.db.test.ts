import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import type { TestOffice, TestPerson } from '../../platform/testing/office.ts'
import { beginProvider } from './begin-provider.ts'
import { linkProvider, prepareLink } from './link-provider.ts'
import { signIn } from './sign-in.ts'
import { takeProviderAnswer } from './take-provider-answer.ts'
import { visitorAt } from './testing.ts'
import { anOfficeWithDirectory, type TestIssuer } from './testing-issuer.ts'

const database = useDatabase()
let office: TestOffice
let origin: string
let person: TestPerson
let issuer: TestIssuer

beforeEach(async () => {
  ;({ office, origin, person, issuer } = await anOfficeWithDirectory(database))
})
afterEach(() => issuer.close())

const queryOf = (address: string) => new URL(address).searchParams.toString()

async function link(who = person) {
  const { address } = await prepareLink(who, { origin })
  return await linkProvider(who, { answer: queryOf(issuer.authorise(address)), origin })
}

/** To the directory and back. */
async function visit() {
  const { address, attempt } = await beginProvider(visitorAt(office), { origin })
  const answer = queryOf(issuer.authorise(address))
  return await takeProviderAnswer(visitorAt(office), { answer, origin, attempt })
}

const password = (attempt: string | null, who: { login: string; password: string } = person) =>
  signIn(visitorAt(office), {
    ...{ login: who.login, password: who.password },
    ...{ withDirectory: 'yes' as const, attempt, origin },
  })

test('a password that comes after more than five minutes counts for nothing, whosever it is', async () => {
  await link()
  const back = await visit()
  await database.superuser.query("update auth.provider_visit set ends_at = now() - interval '1 second'")
  const colleague = await office.person()
  // One visit that is over would serve for as many derivations as somebody likes.
  const derivations = vi.spyOn(platform().vault, 'signIn')
  for (const who of [person, { ...person, password: 'not her password' }, colleague])
    await expect(password(back.attempt, who)).rejects.toMatchObject({
      code: 'refused',
      key: 'accounts_directory_too_late',
    })
  const { rows } = await database.superuser.query('select 1 from auth.sign_in_attempt where tenant_id = $1', [
    office.tenantId,
  ])
  expect(rows).toEqual([])
  expect(derivations).not.toHaveBeenCalled()
  derivations.mockRestore()
  expect(await password((await visit()).attempt)).toMatchObject({ kind: 'in' })
})

test('neither questions of strangers nor visits of colleagues take the place of hers', async () => {
  await link()
  const begun = await beginProvider(visitorAt(office), { origin })
  for (let count = 0; count < 55; count++) await beginProvider(visitorAt(office), { origin })
  const answer = queryOf(issuer.authorise(begun.address))
  const back = await takeProviderAnswer(visitorAt(office), { answer, origin, attempt: begun.attempt })
  expect(back.kind).toBe('shown')
  const colleague = await office.person()
  await office.stepUp(colleague)
  issuer.person = { sub: 'staff-0002', email: 'mihon@example.jp' }
  expect(await link(colleague)).toEqual({ kind: 'linked' })
  for (let count = 0; count < 12; count++) expect((await visit()).kind).toBe('shown')
  const { rows } = await database.superuser.query('select 1 from auth.provider_visit where user_id = $1', [
    colleague.userId,
  ])
  expect(rows).toHaveLength(10)
  expect(await password(back.attempt)).toMatchObject({ kind: 'in' })
})
