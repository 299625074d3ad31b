import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import routes from '../src/app/routes.ts'
import { patternsOf } from '../src/guards/canary/crawl.ts'
import { aFile } from '../src/modules/cases/testing.ts'
import {
  dayNumber,
  expectNoAxeViolations,
  expectNoOverflow,
  goTo,
  isWhole,
  launchBrowser,
  WIDTHS,
  widthsForAxe,
} from './browser.ts'
import { openAs, startSampleCity } from './sample-city.ts'

/**
 * Every page with the sample's content, as those who meet it, at both widths. Needs a build. All are asked for; every other
 * one that nobody before has seen is looked at, the next day the others, and axe looks at a part of those (`widthsForAxe`).
 * With GUARDS=whole (`npm run drill -- pages`) all are looked at, with axe and at both widths.
 */
let turn = dayNumber
let city: Awaited<ReturnType<typeof startSampleCity>>
let browser: Browser
/** Patterns that somebody has looked at. */
const met = new Set<string>()

beforeAll(async () => {
  city = await startSampleCity(0.1)
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await city?.stop()
})

/** Answers without a page: a file, a redirect, a few facts for the page that asked. */
const noPage =
  /^\/(language|sign-out|session|drafts(\/list)?$|directory\/export|step-up\/way|consultations\/recognise|search\/find|cases\/:caseId\/files\/:attachmentId\/original\/file|requests\/:requestId\/standing)/
/** Reached by a one-time code, a refusal or a finished act alone: their own journeys look at them. */
const elsewhere = [
  '/',
  '/activate',
  '/set-up',
  '/sign-in',
  '/step-up',
  '/pledge',
  '/access/:accessId',
  '/access/:accessId/packet',
  '/cases/:caseId/ledger/:releaseId',
  '/cases/:caseId/viewers/report/:reportId',
  '/drafts/form/:subjectId',
  // Asked by scripts, or passed through on the way to and from the office's directory: e2e/passkeys, e2e/directory.
  '/sign-in/key',
  '/step-up/key',
  '/step-up/directory',
  '/step-up/directory/answer',
  '/account/passkeys/key',
  '/sign-in/directory',
  '/sign-in/directory/answer',
  '/account/directory',
  '/account/directory/ask',
  '/account/directory/answer',
  // Of a list that was proposed: e2e/retention.
  '/disposals/:listId',
  // Open for an hour after a glass was broken: src/modules/emergency.
  '/duty/cases/:caseId',
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
    const { page, close, caller } = await openAs(city, browser, login)
    if (login === 'tokiko.mihon') await aFileOfHers(caller, login)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`))
    // Pages that ask for the password again are looked at as well: she has just shown who she is.
    await city.superuser.query('update auth.session set step_up_until = ends_at')
    // Nothing links to a search: one begins by typing.
    // What an alarm leads to is linked where there is one.
    const quiet = ['kaoru.reiji', 'tadashi.mohan'].includes(login) ? ['/alarms'] : []
    // Recovery kits are reminded of on Today, but not in a sample.
    if (login === 'kaoru.reiji') quiet.push('/accounts/kits')
    // What is due is found by typing.
    if (login === 'tokiko.mihon') quiet.push('/disposals')
    const waiting = ['/today', '/search?words=あ', ...quiet, ...(await placesWithMuch(login))]
    const known = new Set<string>()
    // A desk that is asked sees the same addresses otherwise.
    const looksAgain = login === 'kazumi.keiko'
    const seenByOthers = new Set(met)
    for (let path = waiting.shift(); path; path = waiting.shift()) {
      const isNew = looksAgain || !seenByOthers.has(patternOf(path) ?? '')
      const isLookedAt = isWhole || (isNew && turn++ % 2 === 0)
      const links = await (isLookedAt ? look(page, path) : linksBehind(page, path)).catch((error: Error) => {
        complaints.push(`${path}: ${error.message}`)
        return []
      })
      for (const link of [path, ...links]) {
        const pattern = patternOf(link)
        if (!pattern || known.has(pattern)) continue
        known.add(pattern)
        // Two roles see much the same at the hub.
        if (link !== path && (!met.has(pattern) || !login.startsWith('hana'))) waiting.push(link)
        met.add(pattern)
      }
    }
    expect(complaints).toEqual([])
    await close()
  },
  300_000,
)

test('every page of the route table was met', () => {
  const missing = patterns.filter((one) => ![...met, ...elsewhere].includes(one))
  expect(missing).toEqual([])
})

/** A case of her desk with a known place, a file and a note of her own, and a call that is in no case, where there are. */
async function placesWithMuch(login: string): Promise<string[]> {
  const { rows } = await city.superuser.query(
    `(select distinct on (found.part) '/cases/' || found.case_id as path from (
       select 'place' as part, case_id, null::uuid as author_id from whereabouts
       union all select 'file', case_id, null from attachment
       union all select 'note', case_id, author_id from case_note) found
     join case_ c on c.id = found.case_id
     join auth.staff_user u on u.login = $1 and u.id = coalesce(found.author_id, u.id)
     join auth.membership m on m.user_id = u.id and m.desk_id = c.desk_id
     where c.status <> 'closed' and m.role in ('counselor', 'supervisor', 'manager')
     order by found.part, c.opened_on desc)
     union all (select '/consultations/' || k.id from consultation k
     join auth.staff_user u on u.login = $1 join auth.membership m on m.user_id = u.id and m.desk_id = k.desk_id
     where k.case_id is null and k.person_id is not null and m.role in ('counselor', 'supervisor', 'manager')
     order by k.created_at desc limit 1)`,
    [login],
  )
  return rows.map((row: { path: string }) => row.path)
}

/** The sample of some days is too small to have one at her desk. */
async function aFileOfHers(caller: Parameters<typeof aFile>[0], login: string): Promise<void> {
  const { rows } = await city.superuser.query(
    `select c.id from case_ c join auth.membership m on m.tenant_id = c.tenant_id and m.desk_id = c.desk_id
     join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
     where u.login = $1 and m.role = 'manager' and c.status <> 'closed' order by c.opened_on desc limit 1`,
    [login],
  )
  await aFile(caller, rows[0].id, 'a-file.pdf', '%PDF-1.7 made up')
}

/** What the page at an address leads to. */
async function look(page: Page, path: string): Promise<string[]> {
  await goTo(page, city.server.url + path)
  // One title, which says more than whose system it is.
  expect(await page.locator('head title').allTextContents()).toEqual([expect.stringMatching(/^(?!よるべ$)./)])
  const examined = widthsForAxe()
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoOverflow(page)
    if (examined.includes(width)) await expectNoAxeViolations(page)
  }
  return linksIn(await page.content())
}

/** The same without the browser. */
async function linksBehind(page: Page, path: string): Promise<string[]> {
  const answer = await page.request.get(city.server.url + path)
  expect(answer.status()).toBe(200)
  return linksIn(await answer.text())
}

const linksIn = (html: string) =>
  [...html.matchAll(/<a\b[^>]*?\shref="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))

/** Which page of the route table an address is; undefined for a file or a page outside. */
function patternOf(path: string): string | undefined {
  const { pathname } = new URL(path, 'http://here.invalid')
  return patterns.find((pattern) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(pathname))
}
