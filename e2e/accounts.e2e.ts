import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  expectNoAxeViolations,
  expectNoComplaints,
  expectNoOverflow,
  goTo,
  launchBrowser,
  openPage,
  WIDTHS,
} from './browser.ts'
import { cookieOf, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
const newcomer = { login: 'h.kondo', name: '架空 近藤', password: 'lanterns drift past noon' }
let codes: string[] = []

beforeAll(async () => {
  prepared = await startPreparedOffice()
  browser = await launchBrowser()
  codes = await inviteAndActivate()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

/** An administrator prints the letter, the newcomer activates her account with it, without JavaScript. */
async function inviteAndActivate(): Promise<string[]> {
  const { office, server } = prepared
  const admin = await office.person({ name: '架空 管理者', tenantRole: 'tenant_admin' })
  await office.stepUp(admin)
  const { page, close } = await openPage(browser, { javaScriptEnabled: false })
  await page.context().addCookies([cookieOf(admin, server.url)])
  await page.goto(`${server.url}/accounts/invite`)
  await page.fill('[name=displayName]', newcomer.name)
  await page.fill('[name=login]', newcomer.login)
  await page.click('button[value=invite]')
  const letter = (await page.locator('.letter-code').textContent()) ?? ''
  await page.context().clearCookies()
  await page.goto(`${server.url}/activate`)
  await page.fill('[name=login]', newcomer.login)
  await page.fill('[name=letter]', letter)
  await page.fill('[name=newPassword]', newcomer.password)
  await page.click('button[value=activate]')
  const shown = await page.locator('.sheet').first().locator('.code-grid li').allTextContents()
  await close()
  return shown.map((text) => text.slice(-'1234-5678'.length))
}

async function signIn(page: Page) {
  await page.fill('[name=login]', newcomer.login)
  await page.fill('[name=password]', newcomer.password)
  await page.fill('[name=code]', codes.pop() ?? '')
  await page.click('button[value=signIn]')
}

test('signing in without JavaScript leads back to the page asked for, never elsewhere', async () => {
  const opened = await openPage(browser, { javaScriptEnabled: false })
  const { page } = opened
  await page.goto(`${prepared.server.url}/account`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await signIn(page)
  expect(new URL(page.url()).pathname).toBe('/account')
  await page.click('button[value=signOut]')
  await page.goto(`${prepared.server.url}/sign-in?back=//evil.example`)
  await signIn(page)
  expect(new URL(page.url()).host).toBe(new URL(prepared.server.url).host)
  await opened.close()
})

test('the idle lock warns, goes on with one key, then leaves nothing of the page and leads back to it', async () => {
  const opened = await openPage(browser)
  const { page } = opened
  await page.goto(`${prepared.server.url}/sign-in?back=%2Faccount%2Fpassword`)
  await signIn(page)
  await page.waitForURL('**/account/password')
  await page.clock.install()
  await page.reload({ waitUntil: 'networkidle' })
  await page.clock.fastForward('13:30')
  await page.waitForSelector('[role=alertdialog]')
  await page.keyboard.press('a')
  await page.waitForSelector('[role=alertdialog]', { state: 'detached' })

  await page.clock.fastForward('13:30')
  await page.waitForSelector('[role=alertdialog]')
  await prepared.superuser.query(
    "update auth.session set active_at = now() - interval '16 minutes' where tenant_id = $1",
    [prepared.office.tenantId],
  )
  await page.clock.fastForward('02:00')
  await page.waitForSelector('.idle-cover')
  expect(await page.locator('input, form, nav').count()).toBe(0)
  expect(await page.locator('body').textContent()).not.toContain(newcomer.name)
  await expectNoAxeViolations(page)
  await page.click('.idle-cover a')
  await page.waitForURL('**/sign-in?back=**')
  await signIn(page)
  await page.waitForURL('**/account/password')
  await opened.close()
})

test.each(WIDTHS)('the pages of accounts are accessible and fit at %i pixels', async (width) => {
  const { office } = prepared
  const person = await office.person({ tenantRole: 'tenant_admin', name: '架空 次長' })
  await office.stepUp(person)
  // Those that nothing links to; the others are met on the way through every page.
  for (const path of ['sign-in', 'activate', 'step-up', 'pledge']) {
    const opened = await openPage(browser, { width })
    const isDoor = path === 'sign-in' || path === 'activate'
    if (!isDoor) await opened.page.context().addCookies([cookieOf(person, prepared.server.url)])
    const answer = await goTo(opened.page, `${prepared.server.url}/${path}`)
    expect([path, answer?.status(), new URL(opened.page.url()).pathname]).toEqual([path, 200, `/${path}`])
    await expectNoAxeViolations(opened.page)
    await expectNoOverflow(opened.page)
    expectNoComplaints(opened)
    await opened.close()
  }
})

test('without JavaScript the authenticator shows only when the app is chosen', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${prepared.server.url}/activate`)
  const box = page.locator('.totp-box')
  expect([await box.count(), await box.isVisible()]).toEqual([1, false])
  await page.getByText('認証アプリ', { exact: true }).click()
  expect(await box.isVisible()).toBe(true)
  await context.close()
})
