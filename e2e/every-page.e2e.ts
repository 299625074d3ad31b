import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import routes from '../src/app/routes.ts'
import { patternsOf } from '../src/guards/canary/crawl.ts'
import { loadSample } from '../src/modules/sample/index.ts'
import { expectNoAxeViolations, expectNoOverflow, launchBrowser, WIDTHS } from './browser.ts'
import { type PreparedInstance, startPrepared } from './prepared-office.ts'

// Every page with the sample's content, as those who meet it, at both widths. Needs a build.
let prepared: PreparedInstance<unknown>
let browser: Browser
/** Patterns that somebody has looked at. */
const met = new Set<string>()

beforeAll(async () => {
  prepared = await startPrepared({
    canSignIn: true,
    fill: ({ owner }) => loadSample({ owner, share: 0.1 }),
  })
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

/** Answers without a page: a file, a redirect, a few facts for the page that asked. */
const noPage =
  /^\/(language|sign-out|session|drafts|directory\/export|consultations\/recognise|requests\/:requestId\/standing)/
/** Reached by a one-time link, a refusal or a finished act alone: their own journeys look at them. */
const elsewhere = [
  '/',
  '/activate',
  '/set-up',
  '/sign-in',
  '/step-up',
  '/pledge',
  '/cases/:caseId/ledger/:releaseId',
  '/requests/:requestId/sheet',
]
const patterns = patternsOf(routes).filter((one) => !one.startsWith('/design') && !noPage.test(one))

test.each([
  ['the manager of a hub', 'tokiko.mihon'],
  ['a counsellor', 'hana.mihon'],
  ['a desk that is asked', 'kazumi.keiko'],
  ['an administrator', 'kaoru.reiji'],
  ['an auditor', 'tadashi.mohan'],
])(
  '%s: nothing that axe finds, nothing that sticks out',
  async (_who, login) => {
    const page = await signIn(login)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`))
    // Nothing links to a search: one begins by typing.
    const waiting = ['/today', '/search?words=あ']
    const known = new Set<string>()
    for (let path = waiting.shift(); path; path = waiting.shift()) {
      await look(page, path).catch((error: Error) => complaints.push(`${path}: ${error.message}`))
      const links = [path, ...(await linksOf(page))]
      for (const link of links) {
        const pattern = patternOf(link)
        if (!pattern || known.has(pattern)) continue
        known.add(pattern)
        // Two roles see much the same at the hub; at other desks everything is looked at again.
        if (link !== path && (!met.has(pattern) || !login.startsWith('hana'))) waiting.push(link)
        met.add(pattern)
      }
    }
    expect(complaints).toEqual([])
    await page.context().close()
  },
  300_000,
)

test('every page of the route table was met', () => {
  const missing = patterns.filter((one) => ![...met, ...elsewhere].includes(one))
  expect(missing).toEqual([])
})

async function signIn(login: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP' })
  const page = await context.newPage()
  await page.goto(`${prepared.server.url}/sign-in`)
  await page.getByRole('link', { name: new RegExp(login) }).click()
  await page.waitForURL(/as=/)
  await page.locator('button[value=signIn]').click()
  await page.waitForURL(/\/today/)
  return page
}

async function look(page: Page, path: string): Promise<void> {
  await page.goto(prepared.server.url + path)
  await page.waitForFunction(() =>
    Object.keys(document.querySelector('main') ?? {}).some((name) => name.startsWith('__react')),
  )
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoOverflow(page)
    await expectNoAxeViolations(page)
  }
}

async function linksOf(page: Page): Promise<string[]> {
  const links = await page.$$eval('main a[href^="/"], nav a[href^="/"], header a[href^="/"]', (found) =>
    found.map((link) => link.getAttribute('href') ?? ''),
  )
  return links.map((link) => link.replace(/#.*/, ''))
}

/** Which page of the route table an address is; undefined for a file or a page outside. */
function patternOf(path: string): string | undefined {
  const { pathname } = new URL(path, 'http://here.invalid')
  return patterns.find((pattern) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(pathname))
}
