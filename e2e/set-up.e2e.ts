import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoAxeViolations, expectNoOverflow, goTo, launchBrowser, openPage, WIDTHS } from './browser.ts'
import { type LaunchedInstance, launchInstance } from './launched-instance.ts'

// Needs a build: npm run build
let instance: LaunchedInstance
let browser: Browser
const password = 'みどりの 馬が 七つ跳ぶ'

beforeAll(async () => {
  instance = await launchInstance()
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await instance?.stop()
})

async function signIn(page: Page, login: string, code: string) {
  await page.getByLabel('ログイン名').fill(login)
  await page.getByLabel('パスワード').fill(password)
  await page.getByLabel('確認コード').fill(code)
  await page.getByRole('button', { name: 'サインインする' }).click()
}

test('a new instance is set up with the console’s code, which stands in no address; the first administrator finds the network there', async () => {
  const { page, close } = await openPage(browser)
  await page.goto(`${instance.staffUrl}/today`)
  await page.waitForURL(/\/sign-in/)

  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(instance.setUpUrl)
  await expectNoAxeViolations(page)
  await page.getByLabel('準備のコード').fill('0000-0000-0000-0000-0000-0000')
  await page.getByLabel('自治体の名前').fill('みはらし市')
  await page.getByText('上尾市の要綱にもとづく構成').click()
  await page.getByRole('textbox', { name: /^氏名/ }).fill('見本 花')
  await page.getByRole('textbox', { name: /^ログイン名/ }).fill('hana.mihon')
  await page.getByLabel('新しいパスワード').fill(password)
  await page.getByText('コードカード（紙）').click()
  await page.getByRole('textbox', { name: /2人目の氏名/ }).fill('手本 渉')
  await page.getByRole('textbox', { name: /2人目のログイン名/ }).fill('wataru.tehon')
  await page.getByRole('button', { name: '準備を終える' }).click()
  await page.getByRole('link', { name: /準備のコードが違います/ }).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(instance.setUpCode.toLowerCase())
  expect(await page.getByLabel('自治体の名前').inputValue()).toBe('みはらし市')
  await page.getByLabel('新しいパスワード').fill(password)
  await page.getByRole('button', { name: '準備を終える' }).click()
  await page.getByRole('heading', { name: 'コードカード' }).waitFor()
  expect(asked.length).toBeGreaterThan(2)
  expect(asked.filter((url) => url.toUpperCase().includes(instance.setUpCode.slice(0, 9)))).toEqual([])
  const sheet = (await page.textContent('main')) ?? ''
  const [code] = /\d{4}-\d{4}/.exec(sheet) ?? []
  expect(sheet).toMatch(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/)

  await page.goto(`${instance.staffUrl}/sign-in`)
  await signIn(page, 'hana.mihon', code ?? '')
  await page.waitForURL(/\/pledge/)
  await page.getByText('読みました').click()
  await page.getByRole('button', { name: '確認する' }).click()
  await page.waitForURL(/\/today/)
  await page.goto(`${instance.staffUrl}/directory`)
  for (const name of ['市民課', '保育課', '生活支援課', '学務課'])
    await page.getByText(name).first().waitFor()

  // The card's code is spent, and the code of the set-up with it.
  await page.goto(instance.setUpUrl)
  expect(await page.getByLabel('自治体の名前').count()).toBe(0)
  const other = await openPage(browser)
  await other.page.goto(`${instance.staffUrl}/sign-in`)
  await signIn(other.page, 'hana.mihon', code ?? '')
  await other.page.getByRole('alert').filter({ hasText: 'どれかが違います' }).waitFor()
  await Promise.all([other.close(), close()])
})

test('the entrances have no axe violation and fit at both widths', async () => {
  for (const width of WIDTHS) {
    const { page, close } = await openPage(browser, { width })
    for (const path of ['/sign-in', '/activate']) {
      await goTo(page, instance.staffUrl + path)
      await expectNoAxeViolations(page)
      await expectNoOverflow(page)
    }
    await close()
  }
})
