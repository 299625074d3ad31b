import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveFactors } from '../src/modules/accounts/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { expectFine, goTo, launchBrowser, openPage, untilAwake } from './browser.ts'
import { type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let url: string
/** Security keys are made for names: this computer's own, and not its number. */
let person: TestPerson
let codes: string[]

beforeAll(async () => {
  prepared = await startPreparedOffice('うみかぜ市', { canSignIn: true })
  const { office, superuser } = prepared
  await superuser.query("update auth.tenant set hosts = '{127.0.0.1,localhost}' where tenant_id = $1", [
    office.tenantId,
  ])
  url = prepared.server.url.replace('127.0.0.1', 'localhost')
  person = await office.person({ name: '見本 鍵子', login: 'kagiko' })
  codes = (await giveFactors(prepared, office, person, 'card')).cardCodes
  browser = await launchBrowser()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

/** A page that is left lets go of what it was loading. */
const isOwn = (complaint: string) => !complaint.includes('net::ERR_ABORTED')

interface Device {
  client: CDPSession
  authenticatorId: string
}

/** Chromium's own software authenticator; `derives` = it knows the PRF extension. */
async function withDevice(page: Page, derives: boolean): Promise<Device> {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: derives,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    } as never,
  })
  return { client, authenticatorId }
}

async function signInByCode(page: Page, back = '/account') {
  await page.goto(`${url}/sign-in?back=${encodeURIComponent(back)}`, { waitUntil: 'networkidle' })
  await page.fill('[name=login]', person.login)
  await page.fill('[name=password]', person.password)
  await page.fill('[name=code]', codes.pop() ?? '')
  await page.click('button[value=signIn]')
  await page.waitForURL(`${url}${back}`)
}

async function confirmByCode(page: Page) {
  await page.waitForURL('**/step-up**')
  await page.fill('[name=password]', person.password)
  await page.fill('[name=code]', codes.pop() ?? '')
  await page.click('button[value=confirm]')
  // The next step must not overtake it.
  await page.waitForURL((address) => address.pathname !== '/step-up')
}

async function add(page: Page, label: string) {
  await goTo(page, `${url}/account/passkeys`)
  if (page.url().includes('/step-up')) await confirmByCode(page)
  await page.waitForURL('**/account/passkeys')
  await untilAwake(page)
  await page.fill('[name=label]', label)
  await page.getByRole('button', { name: '登録する', exact: true }).click()
  await page.getByText('登録しました。').waitFor()
}

async function signOut(page: Page) {
  await goTo(page, `${url}/account`)
  await page.click('button[value=signOut]')
  await page.waitForURL('**/sign-in**')
}

const useKey = (page: Page) =>
  page.getByRole('button', { name: 'セキュリティキー・パスキーを使う' }).first().click()

async function atTheDoor(page: Page, password?: string) {
  await goTo(page, `${url}/sign-in?back=%2Faccount`)
  await page.fill('[name=login]', person.login)
  if (password !== undefined) await page.fill('[name=password]', password)
  await useKey(page)
}

test('a passkey that derives a secret signs in by itself, confirms who she is, and is gone when it is removed', async () => {
  const opened = await openPage(browser)
  const { page } = opened
  const { client, authenticatorId } = await withDevice(page, true)
  await signInByCode(page)
  await goTo(page, `${url}/account/passkeys`)
  await confirmByCode(page)
  await expectFine(page, 'passkeys-none')
  await add(page, '青い鍵')
  await page.getByText('これだけで開ける').waitFor()
  await expectFine(page, 'passkeys-added')
  await signOut(page)

  await atTheDoor(page)
  await page.waitForURL(`${url}/account`)
  await expectFine(page, 'passkeys-account')
  const { credentials } = await client.send('WebAuthn.getCredentials', { authenticatorId })
  expect(credentials.map((one) => [one.rpId, one.signCount > 0])).toEqual([['localhost', true]])

  await goTo(page, `${url}/account/passkeys`)
  await page.waitForURL('**/step-up**')
  await untilAwake(page)
  await expectFine(page, 'passkeys-step-up')
  await useKey(page)
  await page.waitForURL('**/account/passkeys')
  await page.getByRole('button', { name: '青い鍵を取り消す' }).click()
  await page.getByText('取り消しました。').waitFor()
  await goTo(page, `${url}/notices`)
  expect(await page.getByText('セキュリティキーが加わりました').count()).toBeGreaterThan(0)
  await signOut(page)
  await atTheDoor(page)
  await page.locator('.key-way .field-error').filter({ hasText: /./ }).waitFor()
  await expectFine(page, 'passkeys-refused')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  expect(opened.complaints.filter(isOwn)).toEqual([])
  await opened.close()
}, 120_000)

test('a key that derives nothing takes the place of the code, and says that the password is needed', async () => {
  const opened = await openPage(browser)
  const { page } = opened
  await withDevice(page, false)
  await signInByCode(page)
  await add(page, '黒い鍵')
  await page.getByText('パスワードと使う').waitFor()
  await signOut(page)
  await atTheDoor(page)
  await page.getByText('このキーでは、パスワードも必要です。').waitFor()
  await expectFine(page, 'passkeys-needs-password')
  await page.fill('[name=password]', person.password)
  await useKey(page)
  await page.waitForURL(`${url}/account`)
  expect(opened.complaints.filter(isOwn)).toEqual([])
  await opened.close()
}, 120_000)

test("another person's device, and one whose count goes back, are refused", async () => {
  const opened = await openPage(browser)
  const { page } = opened
  const { client, authenticatorId } = await withDevice(page, true)
  await signInByCode(page)
  await add(page, '緑の鍵')
  await signOut(page)
  const { credentials } = await client.send('WebAuthn.getCredentials', { authenticatorId })
  const [credential] = credentials
  if (!credential) throw new Error('the device should hold a credential')
  await atTheDoor(page)
  await page.waitForURL(`${url}/account`)
  await signOut(page)
  // A copy of the device as it was before the last use.
  await client.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId })
  await client.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: { ...credential, signCount: 0 },
  })
  await atTheDoor(page, person.password)
  // The sentence, and not just an alert: every page has an empty one for forms that were not taken.
  await page.getByRole('alert').filter({ hasText: 'どれかが違います' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  const { rows } = await prepared.superuser.query(
    'select count(*)::int as count from auth.session where user_id = $1 and replaced_at is null',
    [person.userId],
  )
  expect(rows[0].count).toBeLessThan(3)
  await opened.close()
}, 120_000)

test('without JavaScript, and at an address that is a number, the code is the way', async () => {
  const plain = await openPage(browser, { javaScriptEnabled: false })
  await signInByCode(plain.page)
  expect(await plain.page.getByText('セキュリティキー・パスキーを使う').count()).toBe(0)
  await plain.page.goto(`${url}/account/passkeys`)
  await confirmByCode(plain.page)
  await plain.page.getByText('登録には、JavaScriptとセキュリティキーを使えるブラウザーが必要です。').waitFor()
  await plain.close()
  const numeric = await openPage(browser)
  await goTo(numeric.page, `${prepared.server.url}/sign-in`)
  expect(await numeric.page.getByText('セキュリティキー・パスキーを使う').count()).toBe(0)
  await numeric.close()
  // Whoever asks by hand there is refused, and not told that somebody else had saved something.
  const body = new FormData()
  for (const [name, value] of Object.entries({ intent: 'ask', login: 'kagiko' })) body.set(name, value)
  const headers = { Origin: prepared.server.url }
  const refused = await fetch(`${prepared.server.url}/sign-in/key`, { method: 'POST', headers, body })
  expect(refused.status).toBe(409)
  const said = await refused.text()
  expect(said).toContain('いまの状態ではできません')
  expect(said).not.toContain('ほかの人が先に')
})
