import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCase, aFile, aPlace } from '../src/modules/cases/testing.ts'
import { readListWithHer } from '../src/modules/documents/index.ts'
import { aNetwork, aRequest, type Network } from '../src/modules/requests/testing.ts'
import { goTo, launchBrowser } from './browser.ts'
import { openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
const pictures = process.env.PICTURES
let prepared: PreparedOffice
let browser: Browser
let network: Network
let caseId: string

beforeAll(async () => {
  prepared = await startPreparedOffice()
  network = await aNetwork(prepared, prepared.office)
  caseId = await aCase(network.counselor)
  await aPlace(prepared, network.counselor, caseId, 'present_address', '架空市みなと町1-2-3')
  await aFile(network.counselor, caseId, '架空の陳述書.pdf', '%PDF')
  browser = await launchBrowser()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (path: string, javaScriptEnabled = true) =>
  openSignedIn(prepared, browser, network.counselor, path, { javaScriptEnabled })

const plainly = (page: Page, address: string) => page.goto(address)

/** What paper would show: the text that is drawn, and every element that takes room. */
async function onPaper(page: Page) {
  await page.emulateMedia({ media: 'print' })
  return page.evaluate(() => ({
    // biome-ignore lint/performance/useDomNodeTextContent: what is drawn is the question, not what the tree holds
    text: document.body.innerText.replace(/\s+/g, ' ').trim(),
    pictures: [...document.querySelectorAll('img, svg, canvas, video, input, textarea, select')].filter(
      (one) => {
        const { width, height } = one.getBoundingClientRect()
        return width * height > 0 && getComputedStyle(one).visibility !== 'hidden'
      },
    ).length,
  }))
}

const refusal =
  'この画面は印刷できません。紙が必要なときは、発行番号の付く票を「印刷」のボタンから出してください。'

test.each([true, false])(
  'the browser’s own command prints one sentence of any page but a sheet (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const { page, close } = await open('/today', javaScriptEnabled)
    for (const path of [
      '/today',
      '/cases',
      `/cases/${caseId}`,
      `/cases/${caseId}/edit`,
      `/cases/${caseId}/ledger`,
      `/cases/${caseId}/requests/new`,
      '/consultations/new',
      '/directory',
      '/account',
    ]) {
      await page.emulateMedia({ media: 'screen' })
      await (javaScriptEnabled ? goTo : plainly)(page, prepared.server.url + path)
      expect((await page.locator('#main').textContent())?.length).toBeGreaterThan(20)
      expect([path, await onPaper(page)]).toEqual([path, { text: refusal, pictures: 0 }])
      if (pictures && javaScriptEnabled && path === `/cases/${caseId}`) {
        mkdirSync(pictures, { recursive: true })
        await page.screenshot({ path: join(pictures, 'print-case.png') })
      }
      // A title goes to the head of each page.
      expect(await page.title()).not.toMatch(/架空|R\d/)
    }
    await close()
  },
  120_000,
)

test('a dialog, a menu and a message on top print as little as the page below', async () => {
  const { page, close } = await open(`/cases/${caseId}`)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  expect(await onPaper(page)).toEqual({ text: refusal, pictures: 0 })
  await close()
})

test('a sheet that was released prints, and nothing around it', async () => {
  const requestId = await aRequest(network, { toDeskId: network.paper.id })
  const { releaseId } = await readListWithHer(network.counselor, {
    submissionId: crypto.randomUUID(),
    caseId: network.caseId,
    copySafe: 'yes',
  })
  for (const path of [`/requests/${requestId}/sheet`, `/cases/${network.caseId}/ledger/${releaseId}`]) {
    const { page, close } = await open(path)
    const { text } = await onPaper(page)
    expect(text).toContain('仕事を始めるため')
    expect(text).toMatch(/第\d{4}号/)
    expect(text).not.toContain(refusal)
    expect(text).not.toContain('ログアウト')
    if (pictures) {
      mkdirSync(pictures, { recursive: true })
      await page.pdf({ path: join(pictures, `print-${path.split('/')[1]}.pdf`), format: 'A4' })
      await page.screenshot({ path: join(pictures, `print-${path.split('/')[1]}.png`), fullPage: true })
    }
    // A hidden screen stays hidden on paper.
    await page.emulateMedia({ media: 'screen' })
    await page.locator('.hide-button').click()
    expect((await onPaper(page)).text).not.toContain('仕事を始めるため')
    await close()
  }
})

test('the blank sheet for outages prints', async () => {
  const { page, close } = await open('/consultations/blank-sheet')
  const { text } = await onPaper(page)
  expect(text).toContain('相談受付票')
  expect(text).not.toContain(refusal)
  await close()
})
