import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCase } from '../src/modules/cases/testing.ts'
import { openPage } from './browser.ts'
import { cookieOf } from './prepared-office.ts'
import { again, aWriter, fillPlace, placeText, sendPlace, unsent, WritingOffice } from './writing-office.ts'

// Needs a build: npm run build
let office: WritingOffice

beforeAll(async () => {
  office = await WritingOffice.open()
}, 60_000)

afterAll(() => office?.close())

test('a lost network leaves the form as it is, says so, and it is sent once', async () => {
  const { path, places } = await office.aPersonPage()
  const page = await office.page(office.counselor, path)
  await fillPlace(page, '例示市 架空町 1-2-3\n二階')
  await page.context().setOffline(true)
  await sendPlace(page)
  await unsent(page).getByText('まだ送れていません').waitFor()
  expect(await placeText(page)).toBe('例示市 架空町 1-2-3\n二階')
  await page.context().setOffline(false)
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await unsent(page).getByText('つながりました').waitFor()
  expect(await places()).toBe(0)
  await again(page).click()
  await expect.poll(() => places()).toBe(1)
  await unsent(page).waitFor({ state: 'detached' })
  await page.context().close()
})

test('an answer that is lost on its way back, or a server that dies, does the act once', async () => {
  const { path, places } = await office.aPersonPage()
  const page = await office.page(office.counselor, path)
  await fillPlace(page, '例示市 見本町 4-5-6')
  await page.route('**/*.data', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await sendPlace(page)
  await unsent(page).waitFor()
  expect(await places()).toBe(1)
  await page.unroute('**/*.data')
  await office.prepared.server.kill()
  await again(page).click()
  await unsent(page).getByText('サーバーにつながりません').waitFor()
  await office.prepared.startAgain()
  await again(page).click()
  await page.waitForURL((url) => url.pathname === path)
  await page.locator('.case-places li').waitFor()
  expect(await places()).toBe(1)
  await page.context().close()
})

test('what was changed after a try that did arrive is not taken for kept', async () => {
  const { path, places } = await office.aPersonPage()
  const page = await office.page(office.counselor, path)
  await fillPlace(page, '例示市 一丁目')
  await page.route('**/*.data', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await sendPlace(page)
  await unsent(page).waitFor()
  await page.unroute('**/*.data')
  await page.locator('[name="place.text"]').fill('例示市 一丁目 二番')
  await again(page).click()
  await page.getByText('最初に送った内容は、すでに保存されています').waitFor()
  expect(await placeText(page)).toBe('例示市 一丁目 二番')
  expect(await places()).toBe(1)
  await page.context().close()
})

test('an ended session asks in place for the same person, and the form goes out', async () => {
  const { path, places } = await office.aPersonPage()
  const page = await office.page(office.counselor, path)
  await fillPlace(page, 'セッションの後の住所')
  await page.context().clearCookies()
  await sendPlace(page)
  const dialog = page.getByRole('dialog', { name: 'もう一度サインインしてください' })
  await dialog.getByLabel('パスワード').fill('違うパスワード')
  await dialog.getByLabel('確認コード').fill('1234-5678')
  await dialog.getByRole('button', { name: 'サインインして送る' }).click()
  await dialog.getByText('どれかが違います').waitFor()
  await dialog.getByLabel('パスワード').fill(office.counselor.password)
  await dialog.getByLabel('確認コード').fill(office.counselor.factors.cardCodes.pop() ?? '')
  await dialog.getByRole('button', { name: 'サインインして送る' }).click()
  await page.locator('.case-places li').waitFor()
  expect(await places()).toBe(1)
  await page.context().close()
})

test('a second confirmation on a form is asked in place', async () => {
  const admin = await aWriter(office.prepared, { name: '見本 管理者', tenantRole: 'tenant_admin' })
  await office.prepared.office.stepUp(admin)
  const page = await office.page(admin, '/accounts/invite')
  await page.fill('[name=displayName]', '例示 新任')
  await page.fill('[name=login]', 'reiji.shinnin')
  await office.prepared.superuser.query(
    "update auth.session set step_up_until = now() - interval '1 second' where user_id = $1",
    [admin.userId],
  )
  await page.click('button[value=invite]')
  const dialog = page.getByRole('dialog', { name: '本人の確認' })
  await dialog.getByLabel('パスワード').fill(admin.password)
  await dialog.getByLabel('確認コード').fill(admin.factors.cardCodes.pop() ?? '')
  await dialog.getByRole('button', { name: '確認して送る' }).click()
  await page.locator('.letter-code').waitFor()
  expect(await office.count('auth.staff_user where login = $1', 'reiji.shinnin')).toBe(1)
  await page.context().close()
})

test('while the database is away pages are calm and forms stay; all goes on by itself when it is back', async () => {
  const { path, places } = await office.aPersonPage()
  const page = await office.page(office.counselor, path)
  await fillPlace(page, '停止中に書いた住所')
  const reader = await page.context().newPage()
  await office.prepared.stopDatabase()
  await page.bringToFront()
  await sendPlace(page)
  await unsent(page).getByText('記録を保管している場所につながらない').waitFor()
  const answer = await reader.goto(`${office.prepared.server.url}/cases`)
  expect(answer?.status()).toBe(503)
  await reader.getByText('いま記録を開けません').waitFor()
  await office.prepared.startDatabase()
  await reader.getByRole('heading', { name: 'ケース' }).first().waitFor()
  await unsent(page).getByText('つながりました').waitFor()
  await again(page).click()
  await page.locator('.case-places li').waitFor()
  expect(await places()).toBe(1)
  await page.context().close()
})

test('a file that is too large is said so before it is sent, and without JavaScript after', async () => {
  const caseId = await aCase(office.counselor, { title: 'ファイルの見本' })
  const page = await office.page(office.counselor, `/cases/${caseId}`)
  await page.getByText('ファイルを加える').click()
  const chooser = page.locator('input[type=file]')
  const huge = join(mkdtempSync(join(tmpdir(), 'yorube-file-')), '大きな見本.bin')
  writeFileSync(huge, '')
  truncateSync(huge, 26 * 1024 * 1024)
  await chooser.setInputFiles(huge)
  await page.locator('.field-error').getByText('「大きな見本.bin」は26 MBあります').waitFor()
  expect(await chooser.evaluate((input: HTMLInputElement) => input.files?.length)).toBe(0)
  await chooser.setInputFiles({
    name: '見本.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('見本の中身'),
  })
  await page.context().setOffline(true)
  await page.locator('form:has([type=file]) button').click()
  await unsent(page).waitFor()
  await page.context().setOffline(false)
  await again(page).click()
  await page.locator('.case-file-name').getByText('見本.txt').waitFor()
  expect(await office.count('attachment where case_id = $1', caseId)).toBe(1)
  await page.context().close()

  const plain = await openPage(office.browser, { javaScriptEnabled: false })
  await plain.page.context().addCookies([cookieOf(office.counselor, office.prepared.server.url)])
  await plain.page.goto(`${office.prepared.server.url}/cases/${caseId}`)
  await plain.page.getByText('ファイルを加える').click()
  await plain.page.locator('input[type=file]').setInputFiles(huge)
  await plain.page.locator('form:has([type=file]) button').click()
  await plain.page.getByText('ファイルは25MBまでです').waitFor()
  await plain.close()
  rmSync(dirname(huge), { recursive: true })
})
