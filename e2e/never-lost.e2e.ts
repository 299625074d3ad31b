import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveFactors, giveHost, type TestFactors } from '../src/modules/accounts/testing.ts'
import { aCase } from '../src/modules/cases/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { launchBrowser, openPage } from './browser.ts'
import { cookieOf, nameDesk, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let counselor: TestPerson
let colleague: TestPerson
let factors: TestFactors

beforeAll(async () => {
  prepared = await startPreparedOffice('うみかぜ市', { canSignIn: true })
  const { office } = prepared
  await giveHost(prepared, office, '127.0.0.1')
  counselor = await office.person({ name: '架空 相談員' })
  colleague = await office.person({ name: '例示 同僚' })
  factors = await giveFactors(prepared, office, counselor, 'card')
  const desk = await office.deskOf([
    { person: counselor, role: 'counselor' },
    { person: colleague, role: 'supervisor' },
  ])
  await nameDesk(prepared, desk.id, '女性相談支援室')
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

async function open(who: TestPerson, path: string, width = 1280): Promise<Page> {
  const { page } = await openPage(browser, { width })
  await page.context().addCookies([cookieOf(who, prepared.server.url)])
  await goTo(page, path)
  return page
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(prepared.server.url + path)
  await page.waitForFunction(() =>
    Object.keys(document.querySelector('main') ?? {}).some((name) => name.startsWith('__react')),
  )
}

const unsent = (page: Page) => page.locator('.send-trouble')
const again = (page: Page) => page.getByRole('button', { name: 'もう一度送る' })

async function count(sql: string, ...values: unknown[]): Promise<number> {
  const { rows } = await prepared.superuser.query(`select count(*)::int as n from ${sql}`, values)
  return rows[0].n
}

/** A place where she lives: an ordinary form, without a draft of its own. */
async function aPersonPage(): Promise<{ path: string; caseId: string; personId: string }> {
  const caseId = await aCase(counselor, { family: '見本' })
  const { rows } = await prepared.superuser.query('select client_id from case_ where id = $1', [caseId])
  const personId = rows[0].client_id
  return { path: `/cases/${caseId}/people/${personId}`, caseId, personId }
}

async function fillPlace(page: Page, text: string): Promise<void> {
  await page.getByText('居所などを記録する').click()
  await page.locator('[name=kind]').first().selectOption('present_address')
  await page.locator('[name="place.text"]').fill(text)
}

test('a lost network leaves the form as it is, says so, and it is sent once', async () => {
  const { path, personId } = await aPersonPage()
  const page = await open(counselor, path)
  await fillPlace(page, '例示市 架空町 1-2-3\n二階')
  await page.context().setOffline(true)
  await page.locator('button[value=place]').click()
  await unsent(page).getByText('まだ送れていません').waitFor()
  expect(await page.locator('[name="place.text"]').inputValue()).toBe('例示市 架空町 1-2-3\n二階')
  await page.context().setOffline(false)
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await unsent(page).getByText('つながりました').waitFor()
  expect(await count('whereabouts where person_id = $1', personId)).toBe(0)
  await again(page).click()
  await expect.poll(() => count('whereabouts where person_id = $1', personId)).toBe(1)
  await unsent(page).waitFor({ state: 'detached' })
  await page.context().close()
})

test('an answer that is lost on its way back, or a server that dies, does the act once', async () => {
  const { path, personId } = await aPersonPage()
  const places = () => count('whereabouts where person_id = $1', personId)
  const page = await open(counselor, path)
  await fillPlace(page, '例示市 見本町 4-5-6')
  await page.route('**/*.data', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.locator('button[value=place]').click()
  await unsent(page).waitFor()
  expect(await places()).toBe(1)
  await page.unroute('**/*.data')
  await prepared.server.kill()
  await again(page).click()
  await unsent(page).getByText('サーバーにつながりません').waitFor()
  await prepared.startAgain()
  await again(page).click()
  await page.waitForURL((url) => url.pathname === path)
  await page.locator('.case-places li').waitFor()
  expect(await places()).toBe(1)
  await page.context().close()
})

test('what was changed after a try that did arrive is not taken for kept', async () => {
  const { path, personId } = await aPersonPage()
  const page = await open(counselor, path)
  await fillPlace(page, '例示市 一丁目')
  await page.route('**/*.data', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.locator('button[value=place]').click()
  await unsent(page).waitFor()
  await page.unroute('**/*.data')
  await page.locator('[name="place.text"]').fill('例示市 一丁目 二番')
  await again(page).click()
  await page.getByText('最初に送った内容は、すでに保存されています').waitFor()
  expect(await page.locator('[name="place.text"]').inputValue()).toBe('例示市 一丁目 二番')
  expect(await count('whereabouts where person_id = $1', personId)).toBe(1)
  await page.context().close()
})

test('a page with unsent words is not left while the server is away; its words are there after it is left', async () => {
  const { path } = await aPersonPage()
  const page = await open(counselor, path)
  await fillPlace(page, '書きかけの住所')
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'ケース', exact: true }).first().click()
  await page.getByText('サーバーにつながらないため、移動しませんでした').waitFor()
  await page.getByRole('button', { name: 'このページに残る' }).click()
  expect(new URL(page.url()).pathname).toBe(path)
  expect(await page.locator('[name="place.text"]').inputValue()).toBe('書きかけの住所')
  await page.context().setOffline(false)
  await page.getByRole('link', { name: 'ケース', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === '/cases')
  await goTo(page, path)
  await page.getByText('書きかけた内容を戻しました').waitFor()
  expect(await page.locator('[name="place.text"]').inputValue()).toBe('書きかけの住所')
  await page.context().close()
})

test('an ended session asks in place for the same person, and the form goes out', async () => {
  const { path, personId } = await aPersonPage()
  const page = await open(counselor, path)
  await fillPlace(page, 'セッションの後の住所')
  await page.context().clearCookies()
  await page.locator('button[value=place]').click()
  const dialog = page.getByRole('dialog', { name: 'もう一度サインインしてください' })
  await dialog.getByLabel('パスワード').fill('違うパスワード')
  await dialog.getByLabel('確認コード').fill('1234-5678')
  await dialog.getByRole('button', { name: 'サインインして送る' }).click()
  await dialog.getByText('どれかが違います').waitFor()
  await dialog.getByLabel('パスワード').fill(counselor.password)
  await dialog.getByLabel('確認コード').fill(factors.cardCodes.pop() ?? '')
  await dialog.getByRole('button', { name: 'サインインして送る' }).click()
  await page.locator('.case-places li').waitFor()
  expect(await count('whereabouts where person_id = $1', personId)).toBe(1)
  await page.context().close()
})

test('somebody else saves while she types: news of it changes nothing in her form, then both texts stand side by side', async () => {
  const caseId = await aCase(counselor, { title: '二人で直す' })
  const page = await open(counselor, `/cases/${caseId}/edit`)
  const field = page.locator('[name="core.wishes"]')
  await field.fill('急がずに決めたい')
  const other = await open(colleague, `/cases/${caseId}/edit`)
  await other.locator('[name="core.wishes"]').fill('親族には知らせない')
  await other.getByRole('button', { name: '保存' }).first().click()
  await other.waitForURL((url) => url.pathname === `/cases/${caseId}`)
  // As live news does it: the page is read anew under her hands.
  await page.evaluate(() => {
    const { __reactRouterDataRouter } = window as unknown as { __reactRouterDataRouter: { revalidate(): void } }
    __reactRouterDataRouter.revalidate()
  })
  await page.getByText('ほかの変更が保存されています').first().waitFor()
  expect(await field.inputValue()).toBe('急がずに決めたい')
  await page.getByRole('button', { name: '保存' }).first().click()
  await page.locator('.both-theirs').getByText('親族には知らせない').waitFor()
  await page.evaluate(() => {
    const { __reactRouterDataRouter } = window as unknown as { __reactRouterDataRouter: { revalidate(): void } }
    __reactRouterDataRouter.revalidate()
  })
  await page.waitForTimeout(300)
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
  const caseId = await aCase(counselor, { title: '二つの窓' })
  const first = await open(counselor, `/cases/${caseId}`)
  const fact = (page: Page) => page.locator('[name="body.fact"]')
  await fact(first).fill('一つ目の窓で書いた')
  await first.locator('.draft-status[data-state="saved"]').waitFor()
  const second = await first.context().newPage()
  await goTo(second, `/cases/${caseId}`)
  await expect.poll(() => fact(second).inputValue()).toBe('一つ目の窓で書いた')
  await fact(second).fill('一つ目の窓で書いた。二つ目で書き足した')
  await second.locator('.draft-status[data-state="saved"]').waitFor()
  await first.bringToFront()
  await first.getByRole('button', { name: '記録を保存' }).click()
  await first.locator('#timeline').getByText('一つ目の窓で書いた').waitFor()
  await expect.poll(() => fact(first).inputValue()).toBe('一つ目の窓で書いた。二つ目で書き足した')
  expect(await count('draft where subject_id = $1', caseId)).toBe(1)
  await first.context().close()
})
