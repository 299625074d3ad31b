import { afterEach, beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { askPasskey } from './ask-passkey.ts'
import { prepareConfirm, takeConfirm } from './confirm-by-directory.ts'
import { linkProvider, prepareLink } from './link-provider.ts'
import { stepUp } from './step-up.ts'
import { TestIssuer } from './testing-issuer.ts'
import { addKey, SoftwareKey } from './testing-key.ts'

/** 0205, src/modules/accounts/reconfirm.ts: whom the office has closed in its directory must not step up in the session she still has. */
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

async function linkedWithKey(derives: boolean) {
  const { address } = await prepareLink(person, { origin })
  const answer = new URL(issuer.authorise(address)).searchParams.toString()
  expect(await linkProvider(person, { answer, origin })).toEqual({ kind: 'linked' })
  const key = new SoftwareKey({ derives })
  await addKey(office, person, key)
  await office.stepDown(person)
  return key
}
const kindOf = (act: Promise<{ kind: string }>) =>
  act.then(
    (answer) => answer.kind,
    (error) => error.code as string,
  )

test('a security key and the words "withDirectory=yes" are no visit to the directory (key opens alone)', async () => {
  const key = await linkedWithKey(true)
  const shown = { keyToken: key.answer(origin, await askPasskey(person, { origin })), origin }
  expect(await kindOf(stepUp(person, { ...shown, withDirectory: 'yes' }))).not.toBe('renewed')
})

test('nor with her password beside it (key as a second factor)', async () => {
  const key = await linkedWithKey(false)
  const shown = { keyToken: key.answer(origin, await askPasskey(person, { origin })), origin }
  expect(
    await kindOf(stepUp(person, { ...shown, password: person.password, withDirectory: 'yes' })),
  ).not.toBe('renewed')
})

test('she may go to the directory twice before she types her password', async () => {
  await linkedWithKey(true)
  const visit = async () => {
    const { address } = await prepareConfirm(person, { origin })
    return await takeConfirm(person, {
      answer: new URL(issuer.authorise(address)).searchParams.toString(),
      origin,
    })
  }
  expect(await kindOf(visit())).toBe('shown')
  expect(await kindOf(visit())).toBe('shown')
})
