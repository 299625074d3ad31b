import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveFactors } from '../src/modules/accounts/testing.ts'
import { TestIssuer } from '../src/modules/accounts/testing-issuer.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { expectFine, goTo, launchBrowser, openPage } from './browser.ts'
import { openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

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
  folder = mkdtempSync(join(tmpdir(), 'yorube-required-'))
  const file = join(folder, 'providers.json')
  const { clientId, clientSecret } = issuer
  writeFileSync(join(folder, 'secret'), clientSecret)
  const named = {
    hosts: ['127.0.0.1'],
    issuer: issuer.issuer,
    clientId,
    clientSecretFile: 'secret',
    isRequired: true,
  }
  writeFileSync(file, JSON.stringify([named]))
  const settings = { IDENTITY_PROVIDERS_FILE: file }
  prepared = await startPreparedOffice('うみかぜ市', { canSignIn: true, settings })
  url = prepared.server.url
  person = await prepared.office.person({ name: '見本 要', login: 'kaname' })
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

test('where it is required she confirms through it, comes back to where she was, and cannot step out of it', async () => {
  const opened = await openPage(browser)
  const { page } = opened
  const at = async (path: string) => {
    await page.goto(url + path, { waitUntil: 'networkidle' })
  }
  issuer.person = { sub: 'staff-0001', email: 'mihon@example.jp' }
  await at('/sign-in')
  await type(page, { withCode: true })
  await page.waitForURL((address) => address.pathname !== '/sign-in')
  await at('/account/directory')
  await page.fill('[name=password]', person.password)
  await page.fill('[name=code]', codes.pop() ?? '')
  await page.click('button[value=confirm]')
  await page.click('a[href="/account/directory/ask"]')
  await page.waitForURL('**/account/directory?done=linked')
  await at('/account/directory')
  await page.getByText('結び付きは自分では外せません').waitFor()
  expect(await page.locator('button[value=unlink]').count()).toBe(0)
  await expectFine(page, 'required-linked')
  await at('/account/password')
  await expectFine(page, 'required-password')
  await prepared.superuser.query('update auth.session set step_up_until = null where user_id = $1', [
    person.userId,
  ])

  await at('/account/passkeys')
  expect(new URL(page.url()).pathname).toBe('/step-up')
  expect(await page.locator('[name=code]').count()).toBe(0)
  await expectFine(page, 'required-step-up')
  issuer.person = { sub: 'staff-0002', email: 'mihon@example.jp' }
  await page.click('a[href^="/step-up/directory"]')
  await page.waitForURL('**/step-up?directory=unbound*')
  await page.waitForLoadState('networkidle')
  await expectFine(page, 'required-other')
  issuer.person = { sub: 'staff-0001', email: 'mihon@example.jp' }
  issuer.lies = { askedHer: -8 * 3600 }
  await at('/account/passkeys')
  await page.click('a[href^="/step-up/directory"]')
  await page.getByText('いま改めてご本人を確かめたという知らせ').waitFor()
  await page.waitForLoadState('networkidle')
  await expectFine(page, 'required-not-anew')
  issuer.lies = {}
  await at('/account/passkeys')
  await page.click('a[href^="/step-up/directory"]')
  await page.waitForURL('**/step-up?directory=shown*')
  await page.waitForLoadState('networkidle')
  await expectFine(page, 'required-shown')
  await page.fill('[name=password]', person.password)
  await page.click('button[value=confirm]')
  await page.waitForURL('**/account/passkeys')
  await opened.close()
}, 90_000)

test('over a form that waits nothing but the directory is offered, and what was chosen is sent afterwards', async () => {
  const boss = await prepared.office.person({ name: '見本 統', login: 'osamu', tenantRole: 'tenant_admin' })
  await prepared.office.person({ name: '見本 別', login: 'betsu' })
  const cards = (await giveFactors(prepared, prepared.office, boss, 'card')).cardCodes
  const opened = await openSignedIn(prepared, browser, boss, '/account/directory')
  const { page } = opened
  issuer.person = { sub: 'staff-0003', email: 'mihon@example.jp' }
  await page.fill('[name=password]', boss.password)
  await page.fill('[name=code]', cards.pop() ?? '')
  await page.click('button[value=confirm]')
  await page.click('a[href="/account/directory/ask"]')
  await page.waitForURL('**/account/directory?done=linked')
  await goTo(page, `${url}/accounts`)
  await prepared.superuser.query('update auth.session set step_up_until = null where user_id = $1', [
    boss.userId,
  ])
  const row = page.getByRole('row').filter({ hasText: 'betsu' })
  await row.getByText('二人で行う操作').first().click()
  await row.getByRole('combobox').selectOption('reset')
  await row.locator('button[value=propose]').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('庁内の認証でご本人を確かめます').waitFor()
  expect(await dialog.locator('[name=code], [name=password]').count()).toBe(0)
  await expectFine(page, 'required-again')

  const [other] = await Promise.all([page.waitForEvent('popup'), dialog.getByRole('link').click()])
  await other.click('a[href^="/step-up/directory"]')
  await other.waitForURL('**/step-up?directory=shown*')
  await other.fill('[name=password]', boss.password)
  await other.click('button[value=confirm]')
  await other.waitForURL((address) => address.pathname !== '/step-up')
  await other.close()
  await dialog.getByRole('button', { name: '確認できたので、送る' }).click()
  await page.getByText('見本 別さんの登録をやり直す').first().waitFor()
  await opened.close()
}, 90_000)

test('an administrator proposes that a link be removed', async () => {
  const administrator = await prepared.office.person({ name: '見本 管理', tenantRole: 'tenant_admin' })
  await prepared.office.stepUp(administrator)
  const opened = await openSignedIn(prepared, browser, administrator, '/accounts')
  const row = opened.page.getByRole('row').filter({ hasText: 'kaname' })
  await row.getByText('二人で行う操作').first().click()
  await row.getByRole('combobox').selectOption('unlink')
  await expectFine(opened.page, 'required-accounts')
  await row.locator('button[value=propose]').click()
  await opened.page.getByText('見本 要さんと庁内の認証との結び付きを外す').waitFor()
  await opened.close()
}, 60_000)
