import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectFine, goTo, launchBrowser } from './browser.ts'
import { openAs, startSampleCity } from './sample-city.ts'

// Needs a build: npm run build
let city: Awaited<ReturnType<typeof startSampleCity>>
let browser: Browser

beforeAll(async () => {
  city = await startSampleCity(0.2)
  browser = await launchBrowser()
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await city?.stop()
})

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
  const { status, html } = await page.evaluate(async (path) => {
    const answer = await fetch(path)
    return { status: answer.status, html: await answer.text() }
  }, href)
  expect([href, status]).toEqual([href, 200])
  return html
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
  ['administrator', 'kaoru.reiji', ['admission', 'thin_desk']],
  ['auditor', 'tadashi.mohan', ['refused']],
  ['auditor of a quiet tenant', 'mitsuru.rensyu', []],
] as const

test.each(everyRole)(
  '%s: every number on today’s page is the number behind it, every line leads somewhere',
  async (_role, login, expected) => {
    const { page, close } = await openAs(city, browser, login)
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

// axe looks at a part of them (`widthsForAxe`); with GUARDS=whole at both widths of all.
test('the page and a list of it are calm and whole at both widths, for everybody', async () => {
  for (const login of ['hana.mihon', 'fumie.mohan', 'megumi.tehon', 'mitsuru.rensyu']) {
    const { page, close } = await openAs(city, browser, login)
    await expectFine(page, `today-${login}`)
    const [first] = await toldOn(page)
    if (first) {
      await goTo(page, new URL(first.href, page.url()).href)
      await expectFine(page, `today-list-${login}`)
    }
    await close()
  }
})

test('a promise is kept from today’s page: the number goes down by one', async () => {
  const { page, close } = await openAs(city, browser, 'hana.mihon')
  const promised = async () =>
    (await toldOn(page)).find(({ href }) => href === '/today/contact_today')?.count ?? 0
  const before = await promised()
  await page.locator('.today-line[data-matter=contact_today] a').first().click()
  await page.getByRole('button', { name: '済みにする' }).click()
  await page.getByRole('heading', { name: '次の約束' }).waitFor({ state: 'detached' })
  await goTo(page, `${city.server.url}/today`)
  expect(await promised()).toBe(before - 1)
  await close()
})
