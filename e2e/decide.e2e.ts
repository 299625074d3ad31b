import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aConsultationIn, askApproval } from '../src/modules/cases/testing.ts'
import { aNetwork, aRequest, type Network } from '../src/modules/requests/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { expectFine, launchBrowser } from './browser.ts'
import { openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let network: Network

beforeAll(async () => {
  prepared = await startPreparedOffice()
  network = await aNetwork(prepared, prepared.office)
  browser = await launchBrowser()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (who: TestPerson, path: string) => openSignedIn(prepared, browser, who, path)

async function fillWithPlace(page: Page): Promise<void> {
  await page.getByLabel('宛先').selectOption({ label: '保育課 窓口' })
  await page.getByLabel('件名').fill('巡回のお願い')
  await page.getByRole('textbox', { name: /お願いしたいこと/ }).fill('今夜の見回りをお願いします')
  await page.getByRole('textbox', { name: /目的/ }).fill('身の安全のため')
  await page.locator('summary', { hasText: '居場所に関わる項目' }).click()
  await page.getByRole('checkbox', { name: '居所' }).check()
  await page.getByRole('textbox', { name: '居所' }).fill('架空市みなと町1-2-3')
  await page.locator('label[for="basis-within_purpose"]').click()
}

test('in danger to life the address is there at once, said loudly, and the manager looks afterwards', async () => {
  const sender = await open(network.counselor, `/cases/${network.caseId}/requests/new`)
  const { page } = sender
  await fillWithPlace(page)
  await page.getByText('別の職員が確認するまで送られません').waitFor()
  await page.getByText('生命・身体の危険があり').click()
  await page.getByText('すぐに出ます。後から課長が見ます').waitFor()
  await expectFine(page, 'danger-send')
  await page.getByRole('button', { name: 'この内容で送る' }).click()
  await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/)
  const path = new URL(page.url()).pathname

  const clerk = await open(network.clerk, path)
  await clerk.page.getByText('架空市みなと町1-2-3').first().waitFor()

  const manager = await open(network.manager, '/requests/decisions')
  await manager.page.getByText('危険のため').first().waitFor()
  await expectFine(manager.page, 'danger-decisions')
  await manager.page.getByRole('button', { name: /確認/ }).first().click()
  await manager.page.getByRole('button', { name: /確認/ }).waitFor({ state: 'detached' })
  await manager.page.goto(`${prepared.server.url}/cases/${network.caseId}/ledger`)
  await expectFine(manager.page, 'danger-ledger')
  await manager.page.goto(`${prepared.server.url}/releases`)
  await expectFine(manager.page, 'danger-releases')
  await manager.page.goto(`${prepared.server.url}/disclosures/rules`)
  await expectFine(manager.page, 'danger-rules')
  await Promise.all([sender.close(), clerk.close(), manager.close()])
}, 120_000)

test('a supervisor reads in whose stead she decides, and says why it cannot wait', async () => {
  const requestId = await aRequest(network, { title: '児童手当の受給者変更', basis: 'art69_2_3_public_body' })
  const { page, close } = await open(network.supervisor, `/requests/${requestId}`)
  await page.getByText('課長の代わりに決めます（代決）').waitFor()
  await page.getByText(/課長は.*までに必ず確認します/).waitFor()
  await expectFine(page, 'stead-request')
  await page.getByText('認めて送る', { exact: true }).click()
  await page.getByRole('button', { name: '決定する' }).click()
  await page.getByRole('link', { name: '課長を待てない理由を選んでください' }).waitFor()
  await page.getByText('課長に連絡がつかない').click()
  await page.getByRole('button', { name: '決定する' }).click()
  await page.getByText('課長の代わりに決めます（代決）').waitFor({ state: 'detached' })

  const { caseId, counselor } = network
  const submissionId = crypto.randomUUID()
  await askApproval(counselor, {
    submissionId,
    caseId,
    kind: 'course',
    mode: 'regular',
    reason: '方針の変更',
  })
  await page.goto(`${prepared.server.url}/cases/review?queue=approvals`)
  await page.getByText(/課長は.*までに必ず確認します/).waitFor()
  expect(await page.getByRole('button', { name: '決裁する' }).count()).toBe(0)
  await expectFine(page, 'stead-approval')
  await close()
}, 120_000)

test('a case with something open is closed with open eyes, and other desks lose it at once', async () => {
  const { counselor, clerk, caseId, paper } = network
  const requestId = await aRequest(network, { title: '見守りのお願い' })
  await aRequest(network, { title: '巡回のお願い', toDeskId: paper.id })
  await aConsultationIn(counselor, caseId, { day: 'R8.11.1' })
  const { page, close } = await open(counselor, `/cases/${caseId}/close`)
  await page.getByText('終わっていないものがあります').first().waitFor()
  await page.getByRole('link', { name: '見守りのお願い' }).waitFor()
  await expectFine(page, 'close-open')
  await page
    .getByLabel(/終結の理由|終結の区分|区分/)
    .first()
    .selectOption({ index: 1 })
  await page
    .getByRole('textbox', { name: /経過|理由/ })
    .first()
    .fill('生活が落ち着いた')
  await page.getByRole('button', { name: /終結/ }).click()
  await page.getByRole('link', { name: '終わっていないものを残して終結する理由を書いてください' }).waitFor()
  await page.getByRole('textbox', { name: /終わっていないものを残して/ }).fill('電話で断りを入れた')
  await page.getByRole('button', { name: /終結/ }).click()
  await page.waitForURL(new RegExp(`/cases/${caseId}$`))
  await expectFine(page, 'close-done')
  const other = await open(clerk, `/requests/${requestId}`)
  await other.page.getByText('この依頼は開けません').first().waitFor()
  expect(await other.page.content()).not.toContain('見守りのお願い')
  await page.goto(`${prepared.server.url}/cases/${caseId}/ledger`)
  await page.getByText('ケースの終結による').first().waitFor()
  await expectFine(page, 'close-ledger')
  await Promise.all([close(), other.close()])
}, 120_000)
