import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { samplePassword } from '../src/modules/accounts/index.ts'
import { loadSample } from '../src/modules/sample/index.ts'
import { platform } from '../src/platform/runtime.ts'
import { expectNoAxeViolations, expectNoOverflow, launchBrowser, openPage, WIDTHS } from './browser.ts'
import { type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
const pictures = process.env.PICTURES
let prepared: PreparedOffice
let browser: Browser

/** A part of the sample, in the place of the prepared office. */
beforeAll(async () => {
  prepared = await startPreparedOffice()
  await prepared.superuser.query('delete from auth.tenant')
  const owner = prepared.openOwner()
  await loadSample({ owner, share: 0.2 })
  await owner.end()
  browser = await launchBrowser()
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

/** Signed in with the sample's own password. */
async function openAs(login: string, width = 1280) {
  const { rows } = await prepared.superuser.query(
    `select l.* from auth.staff_user u join auth.unlocker l on l.tenant_id = u.tenant_id and l.user_id = u.id
     where u.login = $1`,
    [login],
  )
  const [row] = rows
  const user = { tenantId: row.tenant_id, userId: row.user_id }
  const unlocker = { ...user, unlockerId: row.unlocker_id, kind: row.kind, salt: row.salt, wrap: row.wrap }
  const signedIn = await platform().vault.signIn(
    user,
    { ...unlocker, authHash: row.auth_hash, notAfter: Number(row.not_after), mac: row.mac },
    samplePassword,
  )
  if (!signedIn) throw new Error(`${login} cannot sign in`)
  const { lookup, wrap } = signedIn.session
  await prepared.superuser.query(
    `insert into auth.session (tenant_id, user_id, lookup, wrap, network_hash, ends_at)
     values ($1, $2, $3, $4, $5, now() + interval '2 hours')`,
    [user.tenantId, user.userId, Buffer.from(lookup), Buffer.from(wrap), Buffer.alloc(16)],
  )
  const { url } = prepared.server
  const opened = await openPage(browser, { width })
  const value = Buffer.from(signedIn.cookie).toString('base64url')
  await opened.page.context().addCookies([{ name: 'yorube', value, url }])
  await opened.page.goto(`${url}/today`, { waitUntil: 'networkidle' })
  return opened
}

interface Told {
  href: string
  count: number
}

/** Each matter as the page tells it: where it leads, and how many there are. */
function toldOn(page: Page): Promise<Told[]> {
  return page.$$eval('.today-part h3 a', (links) =>
    links.map((link) => ({
      href: link.getAttribute('href') ?? '',
      count: Number(link.getAttribute('data-count')),
    })),
  )
}

/** What stands behind a link, as the server sends it; anything but a whole page fails. */
async function pageAt(page: Page, href: string): Promise<string> {
  const answer = await page.request.get(prepared.server.url + href)
  expect([href, answer.status()]).toEqual([href, 200])
  return answer.text()
}

/** How many the page behind a matter says there are, and how many lines it shows. */
async function foundAt(page: Page, href: string): Promise<{ said: number; shown: number }> {
  const html = await pageAt(page, href)
  const times = (pattern: RegExp) => html.match(pattern)?.length ?? 0
  if (href === '/consultations/handover')
    return {
      said: Number(/まだ読んでいません（(?:<!-- -->)?(\d+)/.exec(html)?.[1]),
      shown: times(/class="handover-note" data-waiting="true"/g),
    }
  return { said: Number(/data-total="(\d+)"/.exec(html)?.[1]), shown: times(/class="today-line"/g) }
}

const everyRole = [
  ['counsellor', 'hana.mihon', ['new_high_risk', 'contact_today', 'note']],
  ['supervisor', 'fumie.mohan', ['new_high_risk', 'review_overdue', 'disclosure_to_see']],
  ['manager', 'tokiko.mihon', ['new_high_risk', 'request_to_decide']],
  ['lead of an asked desk', 'megumi.tehon', ['asked_overdue', 'asked_new', 'asked_in_hand']],
  ['worker at an asked desk', 'riku.keiko', ['asked_new']],
  ['partner', 'sumire.keiko', ['asked_new']],
  ['facility worker', 'tomo.reiji', ['asked_new']],
  ['lead who may admit', 'makoto.rensyu', ['admission', 'thin_desk']],
  ['administrator', 'kaoru.reiji', ['admission', 'thin_desk', 'key_renewal']],
  ['auditor', 'tadashi.mohan', ['refused']],
  ['auditor of a quiet tenant', 'mitsuru.rensyu', []],
] as const

test.each(everyRole)(
  '%s: every number on today’s page is the number behind it, every line leads somewhere',
  async (_role, login, expected) => {
    const { page, close } = await openAs(login)
    const told = await toldOn(page)
    expect(told.map(({ href }) => href.split('/').at(-1)?.replace('handover', 'note'))).toEqual(
      expect.arrayContaining([...expected]),
    )
    if (expected.length === 0) await page.getByText('いま待っているものはありません').waitFor()
    const hrefs = await page.$$eval('.today-line a', (links) =>
      links.map((link) => link.getAttribute('href') ?? ''),
    )
    for (const { href, count } of told) {
      const { said, shown } = await foundAt(page, href)
      expect([href, said, shown]).toEqual([href, count, Math.min(count, 50)])
    }
    for (const href of new Set(hrefs)) await pageAt(page, href)
    await close()
  },
)

test('the page and a list of it are calm and whole at both widths, for everybody', async () => {
  for (const login of ['hana.mihon', 'fumie.mohan', 'megumi.tehon', 'mitsuru.rensyu'])
    for (const width of WIDTHS) {
      const { page, close } = await openAs(login, width)
      if (pictures) {
        mkdirSync(pictures, { recursive: true })
        await page.screenshot({ path: join(pictures, `today-${login}-${width}.png`), fullPage: true })
      }
      await expectNoAxeViolations(page)
      await expectNoOverflow(page)
      const [first] = await toldOn(page)
      if (first) {
        await page.goto(prepared.server.url + first.href, { waitUntil: 'networkidle' })
        await expectNoAxeViolations(page)
        await expectNoOverflow(page)
      }
      await close()
    }
})

test('a promise is kept from today’s page: the number goes down by one', async () => {
  const { page, close } = await openAs('hana.mihon')
  const promised = async () =>
    (await toldOn(page)).find(({ href }) => href === '/today/contact_today')?.count ?? 0
  const before = await promised()
  await page.locator('.today-line[data-matter=contact_today] a').first().click()
  await page.getByRole('button', { name: '済みにする' }).click()
  await page.getByRole('heading', { name: '次の約束' }).waitFor({ state: 'detached' })
  await page.goto(`${prepared.server.url}/today`, { waitUntil: 'networkidle' })
  expect(await promised()).toBe(before - 1)
  await close()
})
