import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsAuditor } from '../src/platform/testing/auditors.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import {
  expectFine,
  expectNoAxeViolations,
  expectNoComplaints,
  expectNoOverflow,
  launchBrowser,
  WIDTHS,
} from './browser.ts'
import { nameDesk, openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let counselor: TestPerson
let auditor: TestPerson
let newcomer: TestPerson

beforeAll(async () => {
  prepared = await startPreparedOffice()
  const { office } = prepared
  counselor = await office.person({ name: '架空 相談員' })
  const desk = await office.deskOf([
    { person: counselor, role: 'counselor' },
    { person: await office.person(), role: 'supervisor' },
  ])
  await nameDesk(prepared, desk.id, '女性相談支援室')
  auditor = await office.person({ name: '架空 監査', tenantRole: 'auditor' })
  newcomer = await office.person({ name: '架空 後任', tenantRole: 'auditor' })
  for (const one of [auditor, newcomer]) {
    await signInAsAuditor(one)
    await office.stepUp(one)
  }
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (who: TestPerson, path: string, width = 1280) =>
  openSignedIn(prepared, browser, who, path, { width })

test('what was typed is opened for one person with a reason; the key is handed on, and so is the reason', async () => {
  const searching = await open(counselor, '/today')
  await searching.page.keyboard.press('Control+k')
  await searching.page.keyboard.type('隣の架空さん')
  await searching.page.locator('.palette-status').filter({ hasText: '見つかりませんでした' }).waitFor()
  await searching.close()

  const opened = await open(auditor, '/audit')
  const { page } = opened
  expect(await page.textContent('main')).not.toContain('隣の架空さん')
  await page.getByRole('link', { name: '検索された言葉の確認' }).click()
  await page.waitForURL('**/audit/words')
  await page.getByLabel('だれの').selectOption({ label: '架空 相談員' })
  await page.getByRole('textbox', { name: /開く理由/ }).fill('点検')
  await page.getByRole('textbox', { name: /この日から/ }).fill('R8.13.40')
  await page.getByRole('button', { name: '言葉を開く' }).click()
  await page.getByRole('link', { name: /5文字以上/ }).waitFor()
  await page.getByRole('link', { name: /日付/ }).waitFor()
  await page.getByRole('textbox', { name: /この日から/ }).fill('')
  await page.getByRole('textbox', { name: /開く理由/ }).fill('窓口からの申し出による点検')
  await page.getByRole('button', { name: '言葉を開く' }).click()
  await page.getByRole('cell', { name: '隣の架空さん' }).waitFor()
  expect(page.url()).not.toContain('actorId')
  await page
    .getByRole('listitem')
    .filter({ hasText: '架空 後任' })
    .getByRole('button', { name: '鍵を渡す' })
    .click()
  await page.getByRole('listitem').filter({ hasText: '架空 後任' }).getByText('鍵を持っている').waitFor()
  // The refused try is the only thing the browser complained about.
  expect(opened.complaints.filter((one) => !one.includes('422'))).toEqual([])
  await opened.close()

  const next = await open(newcomer, '/audit/words')
  await next.page.getByLabel('だれの').selectOption({ label: '架空 監査' })
  await next.page.getByRole('textbox', { name: /開く理由/ }).fill('引き継ぎの確認のため')
  await next.page.getByRole('button', { name: '言葉を開く' }).click()
  await next.page.getByRole('cell', { name: '窓口からの申し出による点検' }).waitFor()
  expectNoComplaints(next)
  await next.close()
}, 60_000)

test.each(WIDTHS)('at %i px the page of words is accessible and nothing sticks out', async (width) => {
  const opened = await open(auditor, '/audit/words', width)
  const { page } = opened
  await expectNoAxeViolations(page)
  await page.getByLabel('だれの').selectOption({ label: '架空 相談員' })
  await page.getByRole('textbox', { name: /開く理由/ }).fill('画面の確認のため')
  await page.getByRole('button', { name: '言葉を開く' }).click()
  await page.getByRole('cell', { name: '隣の架空さん' }).waitFor()
  await expectNoAxeViolations(page)
  await expectNoOverflow(page)
  expectNoComplaints(opened)
  await opened.close()
})

test('after one who held the key has left the page says who, and one button renews it', async () => {
  await prepared.superuser.query("delete from auth.role_assignment where user_id = $1 and role = 'auditor'", [
    newcomer.userId,
  ])
  await prepared.office.stepUp(auditor)
  const opened = await open(auditor, '/audit/words')
  const { page } = opened
  await page.getByText('監査担当の鍵を新しくしてください').waitFor()
  await page.getByRole('listitem').filter({ hasText: '架空 後任さん' }).waitFor()
  await expectFine(page, 'audit-words-to-renew')
  await page.getByRole('button', { name: '鍵を新しくする' }).click()
  await page.getByText(/いまの鍵は、.*架空 監査さんが新しくしたものです/).waitFor()
  expect(await page.getByText('監査担当の鍵を新しくしてください').count()).toBe(0)
  await expectFine(page, 'audit-words-renewed')
  expectNoComplaints(opened)
  await opened.close()
}, 60_000)
