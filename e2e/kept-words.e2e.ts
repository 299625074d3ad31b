import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCase } from '../src/modules/cases/testing.ts'
import { expectNoAxeViolations, expectNoOverflow, WIDTHS } from './browser.ts'
import { fillPlace, placeText, sendPlace, type Writer, WritingOffice } from './writing-office.ts'

// Needs a build: npm run build
let office: WritingOffice

beforeAll(async () => {
  office = await WritingOffice.open()
}, 60_000)

afterAll(() => office?.close())

/** As live news does it: the page is read anew under her hands. */
async function readAnew(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { __reactRouterDataRouter: router } = window as unknown as {
      __reactRouterDataRouter: { revalidate(): Promise<void> }
    }
    await router.revalidate()
  })
}

/** Her sessions as the server counts: 16 minutes without activity end them. */
async function lastActive(who: Writer, minutesAgo: number): Promise<void> {
  await office.prepared.superuser.query(
    'update auth.session set active_at = now() - make_interval(mins => $2) where user_id = $1',
    [who.userId, minutesAgo],
  )
}

test('a page with unsent words is not left while the server is away; its words are there after it is left', async () => {
  const { path } = await office.aPersonPage()
  const page = await office.page(office.counselor, path)
  await fillPlace(page, '書きかけの住所')
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'ケース', exact: true }).first().click()
  await page.getByText('サーバーにつながらないため、移動しませんでした').waitFor()
  await page.getByRole('button', { name: '入力を続ける' }).click()
  expect(new URL(page.url()).pathname).toBe(path)
  expect(await placeText(page)).toBe('書きかけの住所')
  await page.context().setOffline(false)
  await page.getByRole('link', { name: 'ケース', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === '/cases')
  await office.goTo(page, path)
  await page.getByText('書きかけた内容を戻しました').waitFor()
  expect(await placeText(page)).toBe('書きかけの住所')
  await page.context().close()
})

test('a page that is taken away leaves the words that were written on it, to be read and copied', async () => {
  const { path, caseId } = await office.aPersonPage()
  const elsewhere = await office.prepared.office.desk(['counselor'])
  const page = await office.page(office.counselor, path)
  await fillPlace(page, 'ケースが移る前に書いた住所')
  await office.prepared.superuser.query('update case_ set desk_id = $2 where id = $1', [caseId, elsewhere.id])
  await sendPlace(page)
  await page.getByText('見つかりません').first().waitFor()
  await office.goTo(page, '/today')
  await page.getByRole('link', { name: '入力の途中' }).first().click()
  await page.getByText('ケースが移る前に書いた住所').waitFor()
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoOverflow(page)
    await expectNoAxeViolations(page)
  }
  await page.getByRole('button', { name: '書きかけを捨てる' }).click()
  await page.waitForURL('**/today')
  await page.context().close()
})

test('somebody else saves while she types: news of it changes nothing in her form, then both texts stand side by side', async () => {
  const caseId = await aCase(office.counselor, { title: '二人で直す' })
  const page = await office.page(office.counselor, `/cases/${caseId}/edit`)
  const field = page.locator('[name="core.wishes"]')
  await field.fill('急がずに決めたい')
  const other = await office.page(office.colleague, `/cases/${caseId}/edit`)
  await other.locator('[name="core.wishes"]').fill('親族には知らせない')
  await other.getByRole('button', { name: '保存' }).first().click()
  await other.waitForURL((url) => url.pathname === `/cases/${caseId}`)
  await readAnew(page)
  await page.getByText('ほかの変更が保存されています').first().waitFor()
  expect(await field.inputValue()).toBe('急がずに決めたい')
  await page.getByRole('button', { name: '保存' }).first().click()
  await page.locator('.both-theirs').getByText('親族には知らせない').waitFor()
  await readAnew(page)
  expect(await field.inputValue()).toBe('急がずに決めたい')
  await page.getByRole('button', { name: '後ろに付け足す' }).click()
  await page.getByRole('button', { name: '保存' }).first().click()
  await page.waitForURL((url) => url.pathname === `/cases/${caseId}`)
  const main = (await page.textContent('main')) ?? ''
  expect(main).toContain('急がずに決めたい')
  expect(main).toContain('親族には知らせない')
  await Promise.all([page, other].map((one) => one.context().close()))
})

test('two windows, one draft: a saved note leaves what the other window wrote, and it comes up again', async () => {
  const caseId = await aCase(office.counselor, { title: '二つの窓' })
  const first = await office.page(office.counselor, `/cases/${caseId}`)
  const fact = (page: Page) => page.locator('[name="body.fact"]')
  await fact(first).fill('一つ目の窓で書いた')
  await first.locator('.draft-status[data-state="saved"]').waitFor()
  const second = await first.context().newPage()
  await office.goTo(second, `/cases/${caseId}`)
  await expect.poll(() => fact(second).inputValue()).toBe('一つ目の窓で書いた')
  await fact(second).fill('一つ目の窓で書いた。二つ目で書き足した')
  await second.locator('.draft-status[data-state="saved"]').waitFor()
  await first.bringToFront()
  await first.locator('.note-form button[type=submit]').click()
  await first.locator('#timeline').getByText('一つ目の窓で書いた').waitFor()
  await expect.poll(() => fact(first).inputValue()).toBe('一つ目の窓で書いた。二つ目で書き足した')
  expect(await office.count('draft where subject_id = $1', caseId)).toBe(1)
  await first.context().close()
})

test('the other window’s words are shown, and may be put in, before this one goes on over them', async () => {
  const caseId = await aCase(office.counselor, { title: '先に開いた窓' })
  const first = await office.page(office.counselor, `/cases/${caseId}`)
  const fact = (page: Page) => page.locator('[name="body.fact"]')
  const second = await first.context().newPage()
  await office.goTo(second, `/cases/${caseId}`)
  await fact(first).fill('先に書いた')
  await first.locator('.note-more summary').click()
  await first.locator('[name="kind"]').selectOption({ index: 2 })
  await first.locator('.draft-status[data-state="saved"]').waitFor()
  await second.bringToFront()
  await fact(second).fill('あとから書いた')
  await second.locator('.draft-status[data-state="elsewhere"]').waitFor()
  await second.locator('.other-window').getByText('先に書いた').waitFor()
  await expectNoAxeViolations(second)
  await second.getByRole('button', { name: '後ろに足す' }).first().click()
  expect(await fact(second).inputValue()).toBe('あとから書いた\n先に書いた')
  await second.getByRole('button', { name: 'この画面の内容で続ける' }).click()
  await second.locator('.draft-status[data-state="saved"]').waitFor()
  // A note of another kind comes back as one.
  await first.close()
  const third = await second.context().newPage()
  await second.close()
  await office.goTo(third, `/cases/${caseId}`)
  await expect.poll(() => fact(third).inputValue()).toBe('あとから書いた\n先に書いた')
  await third.context().close()
})

test('behind the idle lock nothing of the page is left; after signing in the ordinary form is as it was', async () => {
  const { path } = await office.aPersonPage()
  const page = await office.page(office.counselor, path)
  await page.clock.install()
  await office.goTo(page, path)
  await fillPlace(page, 'ロックの前に書いた住所')
  const kept = () => office.count("draft where kind = 'form' and user_id = $1", office.counselor.userId)
  const before = await kept()
  const answered = page.waitForResponse(
    (one) => one.url().includes('/drafts') && one.request().method() === 'POST',
  )
  await page.clock.fastForward('00:05')
  await expect.poll(kept).toBe(before + 1)
  // The page must have heard it: what it does not know to be kept, it holds behind the lock.
  await (await answered).finished()
  await page.evaluate(() => new Promise((heard) => requestIdleCallback(heard, { timeout: 1000 })))
  await lastActive(office.counselor, 16)
  await page.clock.fastForward('16:00')
  await page.locator('.idle-cover').waitFor()
  expect(await page.locator('input, textarea, form').count()).toBe(0)
  await page.locator('.idle-cover a').click()
  await page.fill('[name=login]', office.counselor.login)
  await page.fill('[name=password]', office.counselor.password)
  await page.fill('[name=code]', office.counselor.factors.cardCodes.pop() ?? '')
  await page.click('button[value=signIn]')
  await page.getByText('書きかけた内容を戻しました').waitFor()
  expect(await placeText(page)).toBe('ロックの前に書いた住所')
  await page.getByRole('button', { name: '書きかけを捨てる' }).click()
  expect(await placeText(page)).toBe('')
  await page.context().close()
})

test('words that could not be kept stay behind the lock, out of sight, until the same person is back', async () => {
  const { path } = await office.aPersonPage(office.colleague)
  const page = await office.page(office.colleague, path)
  await page.clock.install()
  await office.goTo(page, path)
  await page.context().setOffline(true)
  await fillPlace(page, 'つながらない間に書いた住所')
  // Going on typing keeps the page open, though nobody can be asked.
  await page.clock.fastForward('10:00')
  await page.locator('[name="place.note"]').pressSequentially('補足')
  await page.clock.fastForward('10:00')
  expect(await page.locator('.idle-cover').count()).toBe(0)
  await page.clock.fastForward('16:00')
  await page.locator('.idle-cover').waitFor()
  expect(await page.locator('[name="place.text"]').isVisible()).toBe(false)
  expect(await page.title()).not.toContain('見本')
  await lastActive(office.colleague, 16)
  await page.context().setOffline(false)
  // What the page hears under its cover (that the session has ended) opens nothing over the lock.
  await readAnew(page)
  await page.locator('.idle-cover [name=password]').fill(office.colleague.password)
  await page.locator('.idle-cover [name=code]').fill(office.colleague.factors.cardCodes.pop() ?? '')
  await page.getByRole('button', { name: 'サインインして続ける' }).click()
  await page.locator('[name="place.text"]').waitFor()
  expect(await placeText(page)).toBe('つながらない間に書いた住所')
  await page.context().close()
})
