import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  expectNoAxeViolations,
  expectNoComplaints,
  expectNoOverflow,
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
