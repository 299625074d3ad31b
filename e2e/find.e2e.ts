import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCase } from '../src/modules/cases/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import {
  expectNoAxeViolations,
  expectNoOverflow,
  launchBrowser,
  type WatchedPage,
  WIDTHS,
} from './browser.ts'
import { nameDesk, openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let counselor: TestPerson
let clerk: TestPerson
let caseId = ''

beforeAll(async () => {
  prepared = await startPreparedOffice()
  const { office } = prepared
  counselor = await office.person({ name: '架空 相談員' })
  clerk = await office.person({ name: '架空 保育' })
  const hub = await office.deskOf([
    { person: counselor, role: 'counselor' },
    { person: await office.person(), role: 'supervisor' },
  ])
  const nursery = await office.deskOf(
    [
      { person: clerk, role: 'desk_worker' },
      { person: await office.person(), role: 'desk_lead' },
    ],
    'asked',
  )
  await nameDesk(prepared, hub.id, '女性相談支援室')
  await nameDesk(prepared, nursery.id, '保育課窓口')
  caseId = await aCase(counselor, { title: '転居と離婚の相談', family: '髙﨑' })
  for (let count = 0; count < 7; count++) await aCase(counselor, { title: `養育費の相談 ${count}` })
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (who: TestPerson, path: string, width = 1280) =>
  openSignedIn(prepared, browser, who, path, { width })

/** A question is given up when another letter or the way out comes first; nothing else may complain. */
function expectNoComplaints({ complaints }: WatchedPage): void {
  expect(complaints.filter((one) => !one.endsWith('/search/find net::ERR_ABORTED'))).toEqual([])
}
const options = (page: Page) => page.getByRole('option').allInnerTexts()
const status = (page: Page) => page.locator('.palette-status')
const heard = (page: Page, text: string | RegExp) => status(page).filter({ hasText: text }).waitFor()
/** Looks done since a moment: what was read for whom. */
async function lines(action: string): Promise<number> {
  const { rows } = await prepared.superuser.query(
    'select count(*)::int as count from audit.event where action = $1',
    [action],
  )
  return rows[0].count
}

test('keys alone: to a case by a name written otherwise, back to it as the last opened one, and the focus returns', async () => {
  const opened = await open(counselor, '/consultations')
  const { page } = opened
  await page.getByRole('link', { name: 'ケース' }).first().focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('ケース')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('高崎')
  await heard(page, '人 1件が見つかりました')
  expect(await page.locator('mark').allInnerTexts()).toEqual(['髙﨑'])
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/cases/${caseId}`)

  await page.getByRole('link', { name: '今日' }).first().click()
  await page.waitForURL('**/today')
  await page.keyboard.press('Control+k')
  await page.getByRole('group', { name: '最近ひらいたケース' }).waitFor()
  expect((await options(page))[0]).toContain('転居と離婚の相談')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/cases/${caseId}`)
  expectNoComplaints(opened)
  await opened.close()
})

test('Enter in haste waits for its answer; more than fits leads to the page with everything, and no address says what', async () => {
  const opened = await open(counselor, '/today')
  const { page } = opened
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await page.keyboard.press('Control+k')
  await page.keyboard.type('離婚の相談')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/cases/${caseId}`)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('養育費')
  await heard(page, 'ケース 7件が見つかりました')
  expect((await options(page)).filter((text) => text.includes('養育費'))).toHaveLength(5)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/search')
  await page.getByRole('heading', { name: 'ケース 7件' }).waitFor()
  expect(await page.getByRole('search').getByRole('textbox').inputValue()).toBe('養育費')
  expect(await page.getByRole('link', { name: /養育費の相談/ }).count()).toBe(7)
  expect(addresses.filter((url) => /%E9%A4%8A|養育|%E9%9B%A2/.test(url))).toEqual([])
  expectNoComplaints(opened)
  await opened.close()
})

test('a search reads nothing of the page behind it anew, and asks once for what is typed in one go', async () => {
  const opened = await open(counselor, `/cases/${caseId}`)
  const { page } = opened
  const before = [await lines('case.show'), await lines('search.find')]
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  // Each letter an event of its own, and no machine so busy that it stops in between.
  await page.evaluate(() => {
    for (const letter of 'かくう') document.execCommand('insertText', false, letter)
  })
  await heard(page, '人 8件')
  await page.keyboard.press('Escape')
  const [shows = 0, finds = 0] = before
  expect([await lines('case.show'), await lines('search.find')]).toEqual([shows, finds + 1])
  await opened.close()
})

test('while a word is being composed, Enter and Escape belong to the input method', async () => {
  const opened = await open(counselor, '/today')
  const { page } = opened
  const typing = await page.context().newCDPSession(page)
  const compose = (text: string) =>
    typing.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await page.keyboard.press('Control+k')
  for (const text of ['ｋ', 'か', 'かｋ', 'かく', 'かくう']) await compose(text)
  await heard(page, '人 8件')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  expect(await page.getByRole('dialog').isVisible()).toBe(true)
  expect(new URL(page.url()).pathname).toBe('/today')
  await typing.send('Input.insertText', { text: '高崎' })
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/cases/${caseId}`)
  await opened.close()
})

test('a desk that is asked finds desks and pages, and nothing of a case', async () => {
  const opened = await open(clerk, '/today')
  const { page } = opened
  await page.keyboard.press('Control+k')
  await page.keyboard.type('女性相談')
  await heard(page, '窓口 1件')
  expect((await options(page)).join()).toContain('女性相談支援室')
  // Who sits there is known there.
  expect((await options(page)).join()).not.toContain('架空 相談員')
  await page.getByRole('combobox').fill('高崎')
  await heard(page, '見つかりませんでした')
  expect(await options(page)).toEqual([])
  expectNoComplaints(opened)
  await opened.close()
})

test('when the session has ended meanwhile, the palette says so and keeps what was typed', async () => {
  const { page, close } = await open(counselor, '/today')
  await page.keyboard.press('Control+k')
  await page.context().clearCookies()
  await page.keyboard.type('高崎')
  await heard(page, 'サインインし直してください')
  expect(await page.getByRole('combobox').inputValue()).toBe('高崎')
  await close()
})

test.each(WIDTHS)(
  'at %i px the palette and the page are accessible and nothing sticks out',
  async (width) => {
    const opened = await open(counselor, '/today', width)
    const { page } = opened
    await page.keyboard.press('Control+k')
    await expectNoAxeViolations(page)
    await page.keyboard.type('相談')
    await heard(page, '見つかりました')
    await expectNoAxeViolations(page)
    await expectNoOverflow(page)
    const box = await page.getByRole('dialog').boundingBox()
    expect(box && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= 900).toBe(true)
    await page.getByRole('option', { name: /すべての結果/ }).click()
    await page.waitForURL('**/search')
    await page.getByRole('heading', { name: /^ケース \d/ }).waitFor()
    await expectNoAxeViolations(page)
    await expectNoOverflow(page)
    expectNoComplaints(opened)
    await opened.close()
  },
)
