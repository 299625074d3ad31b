import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCase } from '../src/modules/cases/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { expectNoComplaints, launchBrowser, openPage, untilAwake } from './browser.ts'
import {
  cookieOf,
  nameDesk,
  openSignedIn,
  type PreparedOffice,
  startPreparedOffice,
} from './prepared-office.ts'

// Needs a build: npm run build

/** The bar of docs/performance.md. Bytes are not time: they are the same on every machine. */
const LIMIT = 150_000
/** Of the gallery's five pages in the list of routes, which no office gets. */
const GALLERY = 159
let prepared: PreparedOffice
let browser: Browser
let counselor: TestPerson
let caseId = ''

beforeAll(async () => {
  prepared = await startPreparedOffice()
  const { office } = prepared
  counselor = await office.person({ name: '架空 相談員' })
  const hub = await office.deskOf([
    { person: counselor, role: 'counselor' },
    { person: await office.person(), role: 'supervisor' },
  ])
  await nameDesk(prepared, hub.id, '女性相談支援室')
  caseId = await aCase(counselor, { title: '転居と離婚の相談', family: '見本' })
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

/** Scripts that a browser without any of them gets, as it counts them: compressed, with their headers. */
async function scriptsOf(path: string): Promise<{ bytes: number; count: number }> {
  const opened = await openPage(browser)
  await opened.page.context().addCookies([cookieOf(counselor, prepared.server.url)])
  const devtools = await opened.page.context().newCDPSession(opened.page)
  const scripts = new Set<string>()
  let bytes = 0
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    if (/javascript/.test(response.mimeType)) scripts.add(requestId)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await devtools.send('Network.enable')
  await opened.page.goto(prepared.server.url + path, { waitUntil: 'networkidle' })
  await untilAwake(opened.page)
  await opened.close()
  return { bytes, count: scripts.size }
}

test.each([
  ['today', () => '/today'],
  ['the list of cases', () => '/cases'],
  ['a case', () => `/cases/${caseId}`],
])('the scripts of %s stay under the limit', async (_name, path) => {
  const { bytes, count } = await scriptsOf(path())
  expect(count).toBeGreaterThan(3)
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes - GALLERY).toBeLessThanOrEqual(LIMIT)
})

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
const japanese = /[\u3041-\u30ff\u4e00-\u9fff]/

test('another language comes into the open page, and what is typed stays', async () => {
  const opened = await openSignedIn(prepared, browser, counselor, '/consultations/new')
  const { page } = opened
  expect(await heading(page)).toMatch(japanese)
  const field = page.locator('textarea').first()
  await field.fill('架空の相談')
  await page.getByRole('button', { name: 'English' }).click()
  await page.locator('html[lang=en]').waitFor()
  await page.getByRole('button', { name: 'English', pressed: true }).waitFor()
  expect(await heading(page)).not.toMatch(japanese)
  expect(await field.inputValue()).toBe('架空の相談')
  // Names of codes come with the other words, and not with the lists.
  await page.getByText('Telephone', { exact: true }).first().waitFor({ state: 'attached' })
  // Pages that come after it have scripts of their own, and speak the same.
  await page.getByRole('navigation').getByRole('link', { name: 'Cases' }).click()
  await page.waitForURL('**/cases')
  expect(await heading(page)).not.toMatch(japanese)
  // The guard of what is typed turns a way out into a question, and gives up a reading it had begun.
  expect(opened.complaints.filter((one) => !one.endsWith('/consultations/new net::ERR_ABORTED'))).toEqual([])
  await opened.close()
})

test('a page that is English from the start wakes up in English', async () => {
  const opened = await openPage(browser)
  const { url } = prepared.server
  await opened.page.context().addCookies([cookieOf(counselor, url), { name: 'lang', value: 'en', url }])
  await opened.page.goto(`${url}/cases`, { waitUntil: 'networkidle' })
  await untilAwake(opened.page)
  expect(await heading(opened.page)).not.toMatch(japanese)
  expectNoComplaints(opened)
  await opened.close()
})
