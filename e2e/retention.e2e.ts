import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCase, aConsultationIn } from '../src/modules/cases/testing.ts'
import { aNetwork, aRequest, type Network } from '../src/modules/requests/testing.ts'
import { closedLongAgo } from '../src/modules/retention/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { expectFine, launchBrowser } from './browser.ts'
import { openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let network: Network
let [asked, kept, gone] = ['', '', '']

beforeAll(async () => {
  prepared = await startPreparedOffice()
  network = await aNetwork(prepared, prepared.office)
  const { counselor } = network
  kept = await aCase(counselor, { title: '見本の保留', family: '保留' })
  asked = await aCase(counselor, { title: '見本の延長', family: '延長' })
  gone = await aCase(counselor, { title: '見本の廃棄', family: '廃棄' })
  await aConsultationIn(counselor, gone, {})
  await aRequest({ ...network, caseId: gone }, { title: '入園の手続き' })
  for (const caseId of [kept, asked, gone]) await closedLongAgo(prepared, caseId)
  browser = await launchBrowser()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (who: TestPerson, path: string) => openSignedIn(prepared, browser, who, path)

test('held, listed, taken out, decided by another, destroyed: and nothing of it is anywhere', async () => {
  const { counselor, supervisor, manager, clerk } = network
  const first = await open(counselor, `/cases/${kept}`)
  await first.page.getByRole('link', { name: '保存と保留' }).click()
  await first.page.getByText('令和3年3月31日').first().waitFor()
  await first.page.getByRole('button', { name: '廃棄を保留する' }).click()
  await first.page.getByRole('link', { name: '保留する事情を選んでください' }).waitFor()
  await first.page.getByText('開示請求', { exact: true }).click()
  await first.page.getByRole('textbox', { name: /くわしい事情/ }).fill('見本第1号の開示請求')
  await first.page.getByRole('button', { name: '廃棄を保留する' }).click()
  await first.page.getByText('見本第1号の開示請求').first().waitFor()
  await expectFine(first.page, 'keeping')

  const { page, close } = await open(supervisor, '/disposals')
  await page.getByText('保留中').first().waitFor()
  expect(await page.getByRole('checkbox').count()).toBe(2)
  await expectFine(page, 'disposals-due')
  await page.getByText(/見本の延長/).click()
  await page.getByText(/見本の廃棄/).click()
  await page.getByRole('button', { name: '選んだ記録で廃棄の一覧を作る' }).click()
  await page.waitForURL(/\/disposals\/[0-9a-f-]{36}$/)
  const path = new URL(page.url()).pathname
  const item = page.getByRole('listitem').filter({ hasText: '見本の延長' })
  await item.getByText('一覧から外して延長する').click()
  await item.getByRole('textbox', { name: /いつまで保存しますか/ }).fill('令和20年3月31日')
  await item.getByRole('textbox', { name: /延長する理由/ }).fill('訴訟が続いている')
  await item.getByRole('button', { name: '一覧から外す' }).click()
  await page.getByText('訴訟が続いている').first().waitFor()
  await expectFine(page, 'disposal-list')
  await page.getByText('ほかの窓口へ渡した依頼書 1件').first().waitFor()
  await page.getByRole('button', { name: 'この一覧の決裁を求める' }).click()
  await page.getByText('課長の決裁を待っています').first().waitFor()

  const decider = await open(manager, path)
  await expectFine(decider.page, 'disposal-decide')
  await decider.page.getByRole('button', { name: 'この一覧を廃棄してよいと決裁する' }).click()
  await decider.page.getByText('決裁しました').first().waitFor()
  await page.reload()
  await expectFine(page, 'disposal-agreed')
  await page.getByRole('button', { name: '廃棄を実行する' }).click()
  await page.getByText('1件を廃棄しました').first().waitFor()
  await page.getByText('暗号化したバックアップに鍵が残ります').first().waitFor()
  await expectFine(page, 'disposal-done')
  expect(await page.getByText('見本の廃棄').count()).toBe(0)

  await first.page.goto(`${prepared.server.url}/cases/${gone}`)
  await first.page.getByText('見本の廃棄').waitFor({ state: 'detached' })
  expect(await first.page.getByText('見本の廃棄').count()).toBe(0)
  await first.page.goto(`${prepared.server.url}/cases?view=closed`)
  await first.page.getByText('見本の保留').first().waitFor()
  expect(await first.page.getByText('見本の廃棄').count()).toBe(0)
  expect(await first.page.getByText('開けません').count()).toBe(0)
  const inbox = await open(clerk, '/requests')
  expect(await inbox.page.getByText('入園の手続き').count()).toBe(0)
  await page.goto(`${prepared.server.url}/disposals/rules`)
  await expectFine(page, 'disposal-rules')
  await Promise.all([first.close(), decider.close(), inbox.close(), close()])
}, 180_000)

test('one manager keeps longer; shorter waits for another, who sees what would change', async () => {
  const { manager } = network
  const [other] = (await prepared.office.desk(['manager'])).people
  if (!other) throw new Error('nobody leads there')
  for (const one of [manager, other]) await prepared.office.stepUp(one)
  const { page, close } = await open(manager, '/disposals/rules')
  const years = page.getByRole('textbox', { name: /ケースにならなかった相談を保存する年数/ })
  await years.fill('3')
  await page.getByRole('button', { name: '決まりを変える' }).click()
  await page.getByText('短くする変更は、一人ではできません').first().waitFor()
  expect(await years.inputValue()).toBe('3')
  await page.getByRole('button', { name: '短くする決裁を求める' }).click()
  await page.getByText('別の課長の決裁を待っています').waitFor()
  await expectFine(page, 'disposal-rules-asked')

  const decider = await open(other, '/disposals/rules')
  await decider.page.getByText('いま 5年 → 3年').waitFor()
  await expectFine(decider.page, 'disposal-rules-decide')
  await decider.page.getByRole('button', { name: 'この変更を決裁する' }).click()
  await decider.page.getByText('決裁しました').first().waitFor()
  await page.reload()
  await expectFine(page, 'disposal-rules-agreed')
  await page.getByRole('button', { name: '決裁のとおりに変える' }).click()
  await page.getByText('決まりを変えました').waitFor()
  await expect.poll(() => years.inputValue()).toBe('3')
  await Promise.all([decider.close(), close()])
}, 120_000)
