import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { goTo, launchBrowser } from './browser.ts'
import { nameDesk, openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let counselor: TestPerson
let supervisor: TestPerson
let clerk: TestPerson

beforeAll(async () => {
  prepared = await startPreparedOffice()
  const { office } = prepared
  counselor = await office.person({ name: '架空 相談員' })
  supervisor = await office.person({ name: '架空 係長' })
  clerk = await office.person({ name: '架空 保育' })
  const colleague = await office.person({ name: '架空 保育課長' })
  const hub = await office.deskOf([
    { person: counselor, role: 'counselor' },
    { person: supervisor, role: 'supervisor' },
  ])
  const nursery = await office.deskOf(
    [
      { person: clerk, role: 'desk_worker' },
      { person: colleague, role: 'desk_lead' },
    ],
    'asked',
  )
  await nameDesk(prepared, hub.id, '女性相談支援室')
  await nameDesk(prepared, nursery.id, '保育課窓口')
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = async (who: TestPerson, path: string): Promise<Page> =>
  (await openSignedIn(prepared, browser, who, path)).page

async function takeCall(page: Page) {
  await page.keyboard.type('夜、子どもと家を出たい\n「保育園が心配です」')
  await page.keyboard.press('Alt+2')
  await page.keyboard.type('090-0000-4321')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/saved=1/)
}

async function openCase(page: Page): Promise<string> {
  await page
    .getByRole('link', { name: /新しいケース|新しいケース|ケースを開/ })
    .first()
    .click()
  await page.waitForURL(/\/cases\/new/)
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname
}

async function askNursery(page: Page, casePath: string) {
  await goTo(page, `${prepared.server.url}${casePath}/requests/new`)
  await page.getByLabel('宛先').selectOption({ index: 1 })
  await page.getByLabel('件名').fill('年度途中の入園')
  await page.getByRole('textbox', { name: /お願いしたいこと/ }).fill('必要な書類を教えてください')
  await page.getByRole('textbox', { name: /目的/ }).fill('避難後の保育のため')
  await page.getByText('本人の同意（口頭）').click()
  await page.getByRole('button', { name: 'この内容で送る' }).click()
  await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/)
}

test('a call becomes a record, a case and another desk’s finished task, and the answer stands on the timeline', async () => {
  const page = await open(counselor, '/consultations/new')
  await takeCall(page)
  const casePath = await openCase(page)
  // The nursery never had a share of this case: sending asks for the password again.
  await prepared.office.stepUp(counselor)
  await askNursery(page, casePath)

  const asked = await open(clerk, '/today')
  await asked.getByRole('link', { name: '年度途中の入園' }).first().click()
  await asked.waitForURL(/\/requests\//)
  expect(await asked.textContent('main')).not.toContain('夜、子どもと家を出たい')
  await asked.getByRole('button', { name: '受けます' }).click()
  await asked.getByText('対応中').first().waitFor()
  await asked.getByRole('textbox', { name: '相手に伝えること' }).fill('申込書と就労証明です')
  await asked.getByRole('button', { name: '回答する' }).click()
  await asked.getByText('回答あり').first().waitFor()

  await goTo(page, prepared.server.url + casePath)
  const main = (await page.textContent('main')) ?? ''
  for (const words of [
    '年度途中の入園',
    '申込書と就労証明です',
    '夜、子どもと家を出たい',
    '「保育園が心配です」',
  ])
    expect(main).toContain(words)
  await Promise.all([page.context().close(), asked.context().close()])
})

test('two people change the same case: the second sees both texts, and nothing is lost', async () => {
  const page = await open(counselor, '/consultations/new')
  await takeCall(page)
  const casePath = await openCase(page)
  const first = await open(counselor, `${casePath}/edit`)
  const second = await open(supervisor, `${casePath}/edit`)
  const wishes = (at: Page) => at.getByRole('textbox', { name: /本人の希望/ }).first()
  await wishes(first).fill('急がずに決めたい')
  await first.getByRole('button', { name: /保存/ }).first().click()
  await first.waitForURL((url) => url.pathname === casePath)
  await wishes(second).fill('親族には知らせない')
  await second.getByRole('button', { name: /保存/ }).first().click()
  await second.getByText('急がずに決めたい').first().waitFor()
  expect(await second.textContent('main')).toContain('親族には知らせない')
  await Promise.all([page, first, second].map((one) => one.context().close()))
})
