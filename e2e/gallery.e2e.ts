import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  expectNoAxeViolations,
  expectNoComplaints,
  expectNoOverflow,
  goTo,
  launchBrowser,
  openPage,
  WIDTHS,
} from './browser.ts'
import { type ServerProcess, startServer } from './server-process.ts'

// Needs a build with the gallery: DESIGN_GALLERY=1 npm run build
let server: ServerProcess
let browser: Browser

beforeAll(async () => {
  server = await startServer(new URL('./start-gallery.ts', import.meta.url))
  browser = await launchBrowser()
}, 30_000)

afterAll(async () => {
  await browser.close()
  expect(await server.stop()).toBeLessThan(2000)
})

const PAGES = ['record', 'forms', 'parts', 'sheet', 'unknown']

describe.each(WIDTHS)('at %i pixels', (width) => {
  test.each(PAGES)('%s is accessible, fits and hydrates cleanly', async (name) => {
    const opened = await openPage(browser, { width })
    const answer = await opened.page.goto(`${server.url}/design/${name}`, { waitUntil: 'networkidle' })
    expect(answer?.status()).toBe(name === 'unknown' ? 404 : 200)
    const folder = process.env.SCREENSHOTS
    if (folder) await opened.page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
    await expectNoAxeViolations(opened.page)
    await expectNoOverflow(opened.page)
    if (name !== 'unknown') expectNoComplaints(opened)
    await opened.close()
  })
})

test('nothing sticks out at 320 pixels', async () => {
  const opened = await openPage(browser, { width: 320 })
  for (const name of PAGES) {
    await opened.page.goto(`${server.url}/design/${name}`)
    await expectNoOverflow(opened.page)
  }
  await opened.close()
})

test('a day can be picked from the calendar, which is fetched only then', async () => {
  const opened = await openPage(browser, { width: 360 })
  const { page } = opened
  const scripts: string[] = []
  page.on('request', (request) => scripts.push(request.url()))
  await page.goto(`${server.url}/design/forms`, { waitUntil: 'networkidle' })
  expect(scripts.filter((url) => url.includes('calendar-popover'))).toEqual([])
  await page.locator('#day').fill('r8.12.5')
  await page.getByRole('button', { name: 'カレンダーから選ぶ' }).click()
  await page.getByRole('grid').waitFor()
  expect(scripts.some((url) => url.includes('calendar-popover'))).toBe(true)
  await expectNoAxeViolations(page)
  await expectNoOverflow(page)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  expect(await page.locator('#day').inputValue()).toBe('令和8年12月6日')
  expectNoComplaints(opened)
  await opened.close()
})

test('the screen can be hidden and shown with Shift alone, title and all', async () => {
  const { page, close } = await openPage(browser)
  await goTo(page, `${server.url}/design/record`)
  const hide = async () => {
    for (const key of ['Shift', 'Shift', 'Shift']) await page.keyboard.press(key)
  }
  await hide()
  await page.getByText('画面を隠しています').waitFor()
  expect(await page.title()).toBe('休止中')
  await page.keyboard.press('Escape')
  expect(await page.getByText('画面を隠しています').isVisible()).toBe(true)
  await expectNoAxeViolations(page)
  await hide()
  expect(await page.title()).toBe('Gallery: record')
  await close()
})

test('the error summary has the focus and leads to the field', async () => {
  const { page, close } = await openPage(browser)
  await page.goto(`${server.url}/design/forms`, { waitUntil: 'networkidle' })
  const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent)
  expect(await focused()).toContain('見直すところが2件あります')
  await page.getByRole('link', { name: '行ったことを選んでください' }).click()
  expect(await focused()).toBe('done')
  await close()
})

test('another language is one press away, without JavaScript too', async () => {
  const { page, close } = await openPage(browser, { javaScriptEnabled: false })
  await page.goto(`${server.url}/design/forms`)
  await page.getByRole('button', { name: 'English' }).click()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(new URL(page.url()).pathname).toBe('/design/forms')
  expect(await page.getByRole('button', { name: 'カレンダー' }).count()).toBe(0)
  await close()
})
