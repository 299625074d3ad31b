import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { launchBrowser, openPage } from './browser.ts'
import {
  cookieOf,
  nameDesk,
  openSignedIn,
  type PreparedOffice,
  startPreparedOffice,
} from './prepared-office.ts'

// Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let counselor: TestPerson
let supervisor: TestPerson

beforeAll(async () => {
  prepared = await startPreparedOffice()
  const { office } = prepared
  counselor = await office.person({ name: '架空 相談員' })
  supervisor = await office.person({ name: '架空 係長' })
  const desk = await office.deskOf([
    { person: counselor, role: 'counselor' },
    { person: supervisor, role: 'supervisor' },
  ])
  await nameDesk(prepared, desk.id, '女性相談支援室')
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (who: TestPerson, path: string, width = 1280) =>
  openSignedIn(prepared, browser, who, path, { width })

/** Keys only; the mouse is never touched. Counts them, as the keystroke-level model does. */
function handsOn(page: Page) {
  let keys = 0
  let thoughts = 0
  return {
    async type(text: string) {
      // A kana is two keys in romaji, and conversion one key in three characters.
      keys += Math.round(text.length * 2.3)
      await page.keyboard.type(text)
    },
    async press(...chords: string[]) {
      thoughts += 1
      for (const chord of chords) {
        keys += chord.split('+').length
        await page.keyboard.press(chord)
      }
    },
    /** At a fifth of a second a key, and a second of thought before each act: Card, Moran, Newell 1980. */
    seconds: () => keys * 0.2 + thoughts * 1.2,
  }
}

test('a call by keyboard only: memo, urgency, complaint, marks, saved; facts and her words stand apart', async () => {
  const opened = await open(counselor, '/consultations/new')
  const { page } = opened
  const hands = handsOn(page)
  await hands.type('昨夜、押されて転んだ。腕にあざ\n子ども二人は隣の部屋\n')
  await hands.type('「もう帰れない」\n同じことが三回目とのこと。避難の準備を話し合う')
  await hands.press('Alt+1', '2')
  await hands.press('Alt+2')
  await hands.type('090-0000-1234')
  await hands.press('Alt+3')
  await hands.type('夫等からの')
  await hands.press('Enter')
  await hands.press('Alt+4', '2')
  await hands.press('Alt+5', '1')
  await hands.press('Tab', 'Space', 'Tab')
  await hands.type('三年前')
  await hands.press('Alt+6')
  await hands.type('子どもと家を出たい')
  await hands.press('Alt+m')
  await page.locator('.memo-line-text:focus').waitFor()
  await hands.press('1', '1', '2', '3')
  await hands.press('Control+Enter')
  await page.waitForURL(/saved=1/)
  await page.locator('.record-part[data-kind="fact"] li').first().waitFor()
  expect(await page.locator('[data-kind="fact"] li').allInnerTexts()).toEqual([
    '昨夜、押されて転んだ。腕にあざ',
    '子ども二人は隣の部屋',
  ])
  expect(await page.locator('[data-kind="words"] li').allInnerTexts()).toEqual(['「もう帰れない」'])
  const side = await page.locator('.record-side').textContent()
  for (const said of ['夫等からの暴力', '身体的', '三年前 → 不明']) expect(side).toContain(said)
  expect(await page.locator('.page-title').textContent()).toContain('今日中に対応')
  // Counted by itself from the moment the sheet was opened.
  expect(await page.locator('.page-title').textContent()).toContain('1分')
  expect(await page.locator('.safe-sentence-top').textContent()).toContain('こちらからは連絡しない')
  expect(hands.seconds()).toBeLessThan(120)
  expect(opened.complaints).toEqual([])
  await opened.close()
})

test('after a refused save the cursor stays where she mends, and the error says which field', async () => {
  const { page, close } = await open(counselor, '/consultations/new')
  await page.keyboard.type('電話がかかってきた')
  await page.keyboard.press('Alt+2')
  await page.locator('[name="person.birthDate"]').focus()
  await page.keyboard.type('昭和60年2月30日')
  await page.keyboard.press('Control+Enter')
  const summary = page.locator('.error-summary')
  await summary.waitFor()
  await expect.poll(() => summary.evaluate((box) => box === document.activeElement)).toBe(true)
  await summary.getByText('生年月日').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+A')
  // Longer than a pause of typing, a saved draft and some ticks of the clock.
  for (const part of ['昭和60年', '2月', '28日']) {
    await page.keyboard.type(part)
    await page.waitForTimeout(2500)
  }
  expect(await page.locator('[name="person.birthDate"]').inputValue()).toBe('昭和60年2月28日')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL((url) => /consultations\/[0-9a-f-]{36}/.test(url.pathname))
  await close()
})

test('the memo and its button stay in sight while the other column scrolls', async () => {
  const { page, close } = await open(counselor, '/consultations/new')
  const isInSight = () =>
    page.evaluate(() =>
      ['#memo', '.sheet-actions button'].every((selector) => {
        const box = document.querySelector(selector)?.getBoundingClientRect()
        return box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight
      }),
    )
  expect(await isInSight()).toBe(true)
  await page.keyboard.press('Alt+9')
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(300)
  expect(await isInSight()).toBe(true)
  await page.keyboard.press('Alt+0')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('memo')
  await close()
})

test('the next call from that number says that we may know the caller', async () => {
  const opened = await open(counselor, '/consultations/new')
  await opened.page.keyboard.press('Alt+2')
  await opened.page.keyboard.type('０９０ ００００ １２３４')
  await opened.page.getByText('以前の相談があるかもしれません').waitFor()
  expect(await opened.page.locator('.caller-hint').textContent()).not.toContain('夫等')
  await opened.close()
})

test('what was typed survives a lost network and a reload', async () => {
  const { page, close } = await open(counselor, '/consultations/new')
  await page.keyboard.type('途中まで書いた')
  await page.locator('.save-status[data-state="saved"]').waitFor()
  await page.context().setOffline(true)
  await page.keyboard.type('、つながらない間も')
  await page.locator('.save-status[data-state="failed"]').waitFor({ timeout: 15_000 })
  expect(await page.locator('#memo').inputValue()).toBe('途中まで書いた、つながらない間も')
  await page.context().setOffline(false)
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await page.locator('.save-status[data-state="saved"]').waitFor()
  await page.reload({ waitUntil: 'networkidle' })
  await expect.poll(() => page.locator('#memo').inputValue()).toBe('途中まで書いた、つながらない間も')
  expect(
    await page.evaluate(
      () =>
        localStorage.length +
        sessionStorage.length -
        Number(!!sessionStorage.getItem('react-router-scroll-positions')),
    ),
  ).toBe(0)
  await close()
})

test('behind an ended session the sheet stays on the screen, and goes on after signing in elsewhere', async () => {
  const { page, close } = await open(counselor, '/consultations/new')
  await page.keyboard.type('ロックの前')
  await page.locator('.save-status[data-state="saved"]').waitFor()
  await page.context().clearCookies()
  await page.keyboard.type('と後')
  await page.locator('.save-status[data-state="locked"]').waitFor()
  await page.keyboard.press('Control+Enter')
  // Here she could sign in; she does so in another window.
  await page.getByRole('dialog', { name: 'もう一度サインインしてください' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await page.locator('#memo').inputValue()).toBe('ロックの前と後')
  await page.context().addCookies([cookieOf(counselor, prepared.server.url)])
  await page.locator('#memo').press('Control+Enter')
  await page.waitForURL(/saved=1/)
  await page.locator('.record-part li').waitFor()
  expect(await page.locator('.record-part li').allInnerTexts()).toEqual(['ロックの前と後'])
  await close()
})

test('a silent call is one chord, counted and taken back, and never while the input method composes', async () => {
  const { page, close } = await open(counselor, '/consultations/new')
  const silent = page.locator('.tally b').first()
  await page.keyboard.type('書きかけ')
  await page.keyboard.press('F7')
  await page.keyboard.press('1')
  // What a browser says of a key that an input method has taken.
  await page.evaluate(() =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', {
        code: 'Digit1',
        altKey: true,
        shiftKey: true,
        isComposing: true,
        bubbles: true,
      }),
    ),
  )
  expect(await silent.textContent()).toBe('0')
  await page.keyboard.press('Alt+Shift+Digit1')
  await page.getByText('「無言」を1件数えました').waitFor()
  expect(await page.locator('#memo').inputValue()).toBe('書きかけ1')
  await expect.poll(() => silent.textContent()).toBe('1')
  await page.keyboard.press('Alt+Shift+Digit0')
  await expect.poll(() => silent.textContent()).toBe('0')
  await expect.poll(() => page.locator('.tally-done').textContent()).toBe('')
  await close()
})

test('without JavaScript a refused sheet keeps the words and says what is wrong', async () => {
  const opened = await openPage(browser, { javaScriptEnabled: false })
  await opened.page.context().addCookies([cookieOf(counselor, prepared.server.url)])
  await opened.page.goto(`${prepared.server.url}/consultations/new?paper=1`)
  await opened.page.fill('#memo', '紙から写した')
  await opened.page.fill('#day', 'きのう')
  await opened.page.getByRole('button', { name: /保存する/ }).click()
  expect(await opened.page.locator('.error-summary').textContent()).toContain('日付として読み取れません')
  expect(await opened.page.locator('#memo').inputValue()).toBe('紙から写した')
  await opened.page.fill('#day', 'R8.11.1')
  await opened.page.getByRole('button', { name: /保存する/ }).click()
  await opened.page.waitForURL(/saved=1/)
  await opened.close()
})
