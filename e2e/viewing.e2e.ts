import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aConsultationIn, aPlace, reviewCase, showCase } from '../src/modules/cases/testing.ts'
import { amendConsultation } from '../src/modules/consultations/testing.ts'
import { openRequest } from '../src/modules/requests/index.ts'
import { aNetwork, aRequest, type Network } from '../src/modules/requests/testing.ts'
import { signInAsAuditor } from '../src/platform/testing/auditors.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { expectFine, launchBrowser } from './browser.ts'
import { openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Who has looked: told to the person herself, watched, and what she may ask to be shown. Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let network: Network
let auditor: TestPerson

beforeAll(async () => {
  prepared = await startPreparedOffice()
  network = await aNetwork(prepared, prepared.office)
  auditor = await prepared.office.person({ name: '見本 監査', tenantRole: 'auditor' })
  await signInAsAuditor(auditor)
  await prepared.office.stepUp(auditor)
  browser = await launchBrowser()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (who: TestPerson, path: string) => openSignedIn(prepared, browser, who, path)

/** The text that paper would show. */
async function onPaper(page: Page, name: string): Promise<string> {
  await page.emulateMedia({ media: 'print' })
  if (process.env.PICTURES) {
    mkdirSync(process.env.PICTURES, { recursive: true })
    await page.screenshot({ path: join(process.env.PICTURES, `${name}-paper.png`), fullPage: true })
  }
  // biome-ignore lint/performance/useDomNodeTextContent: what is drawn is the question, not what the tree holds
  const text = await page.evaluate(() => document.body.innerText)
  await page.emulateMedia({ media: 'screen' })
  return text
}

test('she is told who opened her record: read with her, printed for her, and no facility in it', async () => {
  const { counselor, supervisor, clerk, caseId, asked } = network
  const requestId = await aRequest(network)
  await openRequest(clerk, { requestId })
  await prepared.superuser.query(
    "update desk_entry set name = '窓口', kind = 'facility' where desk_id = $1",
    [asked.id],
  )
  await showCase(counselor, { caseId })
  const { page, close } = await open(supervisor, `/cases/${caseId}/viewers`)
  await page.getByRole('link', { name: 'ご本人に伝える閲覧記録をつくる' }).click()
  await page.getByRole('heading', { name: 'ご本人に伝える閲覧記録', level: 1 }).waitFor()
  await page.getByText('支援に関わる機関').first().waitFor()
  await expectFine(page, 'viewing-report')
  // Without her answer nothing is printed.
  await page.getByRole('button', { name: '記録する' }).click()
  await page.getByText('写しを持っていて安全かを選んでください').first().waitFor()
  await page.getByText('安全（写しを印刷する）').click()
  await page.getByRole('button', { name: '記録する' }).click()
  await page.waitForURL(/\/viewers\/report\/[0-9a-f-]{36}$/)
  await expectFine(page, 'viewing-printed')
  const text = await onPaper(page, 'viewing-report')
  expect(text).toContain('あなたの記録を開いた人')
  expect(text).toContain('相談支援員')
  expect(text).toContain('支援に関わる機関')
  expect(text).toMatch(/第\d{4}号/)
  // Who let it out stands on every paper; nobody who looked is named.
  const names = await prepared.superuser.query(
    'select display_name from auth.staff_user where id = any ($1)',
    [[counselor.userId, clerk.userId]],
  )
  for (const { display_name: name } of names.rows) expect(text).not.toContain(name)
  expect(text).not.toMatch(/保育課|施設|ログアウト/)
  await close()
}, 120_000)

test('a planted case is opened as any other; whoever leads asks, and answers', async () => {
  const { counselor, supervisor, caseId } = network
  const { page, close } = await open(auditor, '/viewing/traps')
  await page.getByLabel('ケースの短い番号').fill(caseId)
  await page.getByRole('button', { name: '見張りのケースにする' }).click()
  await page.getByText('変えました').waitFor()
  await expectFine(page, 'viewing-traps')
  await close()

  const opener = await open(counselor, `/cases/${caseId}`)
  expect(await opener.page.locator('main').textContent()).not.toContain('見張り')
  await opener.close()

  const lead = await open(supervisor, '/viewing')
  await lead.page.getByText('見張りのケースを開いた').waitFor()
  await expectFine(lead.page, 'viewing-alerts')
  await lead.page.getByText('答えを残す').first().click()
  await lead.page.getByRole('button', { name: '答えを残す' }).click()
  await lead.page.getByText('どうだったかを選んでください').first().waitFor()
  await expectFine(lead.page, 'viewing-alerts-answering')
  await lead.page.getByText('事情がわかった').click()
  await lead.page.getByRole('textbox', { name: /わかったこと/ }).fill('新しい人に画面を見せていた')
  await lead.page.getByRole('button', { name: '答えを残す' }).click()
  await lead.page.getByText('答えを残しました').waitFor()
  await lead.page.goto(`${prepared.server.url}/viewing/rules`)
  await expectFine(lead.page, 'viewing-rules')
  await lead.close()

  const watcher = await open(auditor, '/today')
  await expectFine(watcher.page, 'viewing-auditor-today')
  await watcher.close()
}, 120_000)

test('she asks for her records: checked, listed, decided by another, given on paper without a place', async () => {
  const { counselor, supervisor, caseId } = network
  await aPlace(prepared, counselor, caseId, 'present_address', '架空市みなと町1-2-3')
  const consultationId = await aConsultationIn(counselor, caseId, {})
  await reviewCase(supervisor, { caseId })
  const { page, close } = await open(counselor, `/access/new?case=${caseId}`)
  await page.getByText('ご本人', { exact: true }).click()
  await page.getByLabel('記録のご本人の名前').fill('架空 花')
  await expectFine(page, 'access-new')
  await page.getByRole('button', { name: '受ける', exact: true }).click()
  await page.waitForURL(/\/access\/[0-9a-f-]{36}$/)
  const path = new URL(page.url()).pathname
  await page.getByLabel('ご本人の名前（書類のとおり）').fill('架空 太郎')
  await page.getByText('写真つきの証明書').click()
  await page.getByRole('button', { name: '確かめた。記録を並べる' }).click()
  await page.getByText('相手方または親族と同じ名前です').waitFor()
  await expectFine(page, 'access-identify')
  await page.getByLabel('ご本人の名前（書類のとおり）').fill('架空 花')
  await page.getByText('写真つきの証明書').setChecked(true)
  await page.getByRole('button', { name: '確かめた。記録を並べる' }).click()
  await page
    .getByText(/対象の記録/)
    .first()
    .waitFor()
  await expectFine(page, 'access-items')
  for (const item of await page.locator('.access-item').all()) {
    const isPlace = (await item.textContent())?.includes('居所など')
    await item
      .locator('select')
      .first()
      .selectOption(isPlace ? 'withhold' : 'disclose')
    if (isPlace) await item.locator('select').nth(1).selectOption('1')
  }
  await page.getByRole('button', { name: '答えの案を保存する' }).click()
  // What was recorded before says that it was as well; who proposes stands there after this one alone.
  await page.getByText('案をつくった職員', { exact: true }).waitFor()

  // The case goes on meanwhile: what came to it is answered before anybody decides.
  const lead = await open(supervisor, path)
  await aConsultationIn(counselor, caseId, {})
  await lead.page.getByRole('button', { name: 'この案のとおりに決める' }).click()
  await lead.page.getByText('一覧をつくったあとに、ケースに記録が加わりました').waitFor()
  await page.reload()
  await page.getByText(/一覧にまだない記録が\d+件あります/).waitFor()
  await expectFine(page, 'access-added')
  await page.getByRole('button', { name: '答えの案を保存する' }).click()
  await page.getByText('記録しました').waitFor()
  await page.getByText(/一覧にまだない記録/).waitFor({ state: 'detached' })
  for (const select of await page.locator('select[name$=".choice"]').all())
    if ((await select.inputValue()) === '') await select.selectOption('disclose')
  // Somebody who leads changes one in between: what stands in the other tab is not written over it.
  const other = await open(network.manager, path)
  await other.page.locator('select[name="items.0.choice"]').selectOption('partly')
  await other.page.locator('select[name="items.0.ground"]').selectOption('2')
  const unanswered = other.page.locator('select[name$=".choice"]')
  for (const select of await unanswered.all())
    if ((await select.inputValue()) === '') await select.selectOption('disclose')
  await other.page.getByRole('button', { name: '答えの案を保存する' }).click()
  await other.page.getByText('記録しました').waitFor()
  await other.page.getByText('あなたが案をつくった記録があります').waitFor()
  await expectFine(other.page, 'access-proposed-by-lead')
  await other.close()
  await page.getByRole('button', { name: '答えの案を保存する' }).click()
  await page.getByText('ほかの人が先に進めました').first().waitFor()
  await page
    .locator('select[name="items.0.choice"]')
    .and(page.locator(':has(option[value="partly"]:checked)'))
    .waitFor()
  await expectFine(page, 'access-moved-on')

  // A record is amended after its answer was proposed: nobody decides about a text that nobody has read.
  const amend = (rev: number, memo: string) =>
    amendConsultation(counselor, { consultationId, rev, day: 'R8.11.20', memo } as never)
  await amend(1, '案のあとに直した文')
  await lead.page.goto(prepared.server.url + path)
  await lead.page.getByRole('button', { name: 'この案のとおりに決める' }).click()
  await lead.page.getByText('案をつくったあとに、記録が変わりました').waitFor()
  await expectFine(lead.page, 'access-changed-refused')
  await page.goto(prepared.server.url + path)
  await page.getByText('変わった記録が1件あります').waitFor()
  await expectFine(page, 'access-changed-proposed')
  const changed = page.locator('.access-item').filter({ hasText: '案のあとに変わりました' })
  await changed.getByText('前の案：').waitFor()
  await changed.locator('select').first().selectOption('disclose')
  await page.getByRole('button', { name: '答えの案を保存する' }).click()
  await page.getByText('変わった記録が1件あります').waitFor({ state: 'detached' })

  await lead.page.goto(prepared.server.url + path)
  await lead.page.getByRole('button', { name: 'この案のとおりに決める' }).click()
  await lead.page.getByText('決めた。渡す').waitFor()
  await expectFine(lead.page, 'access-decided')
  // And after the decision: it goes back, and is decided anew.
  await amend(2, '決めたあとに直した文')
  await lead.page.goto(prepared.server.url + path)
  await lead.page.getByText('決めたあとに変わった記録です').waitFor()
  expect(await lead.page.getByRole('button', { name: '書面を出す' }).count()).toBe(0)
  await expectFine(lead.page, 'access-changed-decided')
  await lead.page.getByRole('button', { name: '案に戻す' }).click()
  await lead.page.getByText('確かめた。記録ごとに答えの案をつくる').waitFor()
  await page.goto(prepared.server.url + path)
  await changed.locator('select').first().selectOption('disclose')
  await page.getByRole('button', { name: '答えの案を保存する' }).click()
  await page.getByText('変わった記録が1件あります').waitFor({ state: 'detached' })
  await lead.page.goto(prepared.server.url + path)
  await lead.page.getByRole('button', { name: 'この案のとおりに決める' }).click()
  await lead.page.getByText('決めた。渡す').waitFor()
  await lead.page.goto(`${prepared.server.url}/access`)
  await expectFine(lead.page, 'access-list')
  await lead.close()

  const outsider = await open(auditor, '/access/new')
  await expectFine(outsider.page, 'access-new-forbidden')
  expect(await outsider.page.locator('form').filter({ hasText: '記録のご本人の名前' }).count()).toBe(0)
  await outsider.close()

  await page.goto(prepared.server.url + path)
  await page.getByRole('button', { name: '書面を出す' }).click()
  await page.waitForURL(/\/packet$/)
  await expectFine(page, 'access-packet')
  const text = await onPaper(page, 'access-packet')
  expect(text).toContain('記録についてのお答え')
  expect(text).toContain('見せない（不開示）')
  expect(text).toContain('78条1項1号')
  expect(text).not.toContain('みなと町')

  // Nor is anything printed that was amended since it was given.
  await amend(3, '渡したあとに直した文')
  await page.reload()
  await page.getByText('渡すことにしたあとに、記録が変わりました').waitFor()
  await expectFine(page, 'access-changed-packet')
  await page.getByRole('link', { name: '請求に戻る' }).click()
  await page.getByText('渡すことにしたあとに変わった記録です').waitFor()
  await expectFine(page, 'access-changed-given')
  await close()
}, 240_000)
