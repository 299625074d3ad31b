import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveFactors } from '../src/modules/accounts/testing.ts'
import { TestIssuer } from '../src/modules/accounts/testing-issuer.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { expectFine, goTo, launchBrowser, openPage, untilAwake } from './browser.ts'
import { type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let issuer: TestIssuer
let folder: string
let prepared: PreparedOffice
let browser: Browser
let url: string
let person: TestPerson
let codes: string[]

beforeAll(async () => {
  issuer = await TestIssuer.open()
  folder = mkdtempSync(join(tmpdir(), 'yorube-directory-'))
  const file = join(folder, 'providers.json')
  const { clientId, clientSecret } = issuer
  writeFileSync(join(folder, 'secret'), clientSecret)
  const named = { hosts: ['127.0.0.1'], issuer: issuer.issuer, clientId, clientSecretFile: 'secret' }
  writeFileSync(file, JSON.stringify([named]))
  const settings = { IDENTITY_PROVIDERS_FILE: file }
  prepared = await startPreparedOffice('うみかぜ市', { canSignIn: true, settings })
  url = prepared.server.url
  person = await prepared.office.person({ name: '見本 結', login: 'yui' })
  codes = (await giveFactors(prepared, prepared.office, person, 'card')).cardCodes
  browser = await launchBrowser()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
  await issuer?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function type(page: Page, { withCode }: { withCode: boolean }) {
  await page.fill('[name=login]', person.login)
  await page.fill('[name=password]', person.password)
  if (withCode) await page.fill('[name=code]', codes.pop() ?? '')
  await page.click('button[value=signIn]')
}

const throughDirectory = (page: Page) => page.click('a[href="/sign-in/directory"]')

// All of it without JavaScript: the way leads out and back by addresses alone.
test('unknown at first, linked by herself, then in through the directory and her password', async () => {
  const opened = await openPage(browser, { javaScriptEnabled: false })
  const { page } = opened
  issuer.person = { sub: 'staff-0001', email: 'mihon@example.jp' }
  await page.goto(`${url}/sign-in`)
  await throughDirectory(page)
  await page.getByText('この庁内のアカウントは、どの登録とも結び付いていません。').waitFor()
  expect(page.url()).toBe(`${url}/sign-in?directory=unbound`)

  await type(page, { withCode: true })
  await page.goto(`${url}/account/directory`)
  await page.fill('[name=password]', person.password)
  await page.fill('[name=code]', codes.pop() ?? '')
  await page.click('button[value=confirm]')
  await page.click('a[href="/account/directory/ask"]')
  await page.getByText('結び付けました。', { exact: true }).first().waitFor()
  expect(page.url()).toBe(`${url}/account/directory?done=linked`)
  await page.goto(`${url}/account`)
  await page.click('button[value=signOut]')

  await page.goto(`${url}/sign-in`)
  await throughDirectory(page)
  await page.getByText('庁内の認証で確認できました。').waitFor()
  expect(await page.locator('[name=code]').count()).toBe(0)
  expect(await page.locator('body').textContent()).not.toContain(person.login)
  // Only the directory has shown her: there is nothing to see.
  await page.goto(`${url}/account`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await page.goto(`${url}/sign-in?directory=shown`)
  await type(page, { withCode: false })
  await page.goto(`${url}/account`)
  await page.getByText('見本 結').first().waitFor()
  await opened.close()
}, 90_000)

test('what the directory refuses leads back with a sentence, and every page of it is fine', async () => {
  const opened = await openPage(browser)
  const { page } = opened
  issuer.lies = { isForged: true }
  await goTo(page, `${url}/sign-in`)
  await expectFine(page, 'directory-sign-in')
  await throughDirectory(page)
  await page.getByText('庁内の認証で確認できませんでした。').waitFor()
  await expectFine(page, 'directory-failed')
  issuer.lies = {}
  issuer.person = { sub: 'staff-0002', email: 'mihon@example.jp' }
  await throughDirectory(page)
  await page.waitForURL('**/sign-in?directory=unbound')
  await untilAwake(page)
  await expectFine(page, 'directory-unbound')
  issuer.person = { sub: 'staff-0001', email: 'mihon@example.jp' }
  await throughDirectory(page)
  await page.waitForURL('**/sign-in?directory=shown')
  await untilAwake(page)
  await expectFine(page, 'directory-shown')
  await type(page, { withCode: false })
  await page.waitForURL((address) => address.pathname !== '/sign-in')
  await goTo(page, `${url}/account/directory`)
  await page.fill('[name=password]', person.password)
  await page.fill('[name=code]', codes.pop() ?? '')
  await page.click('button[value=confirm]')
  await page.waitForURL('**/account/directory')
  await untilAwake(page)
  await expectFine(page, 'directory-linked')
  await page.click('button[value=unlink]')
  await page.getByText('結び付きを外しました。').waitFor()
  await expectFine(page, 'directory-unlinked')
  await opened.close()
}, 90_000)
