import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase } from '../src/modules/cases/open-case.ts'
import { aCase } from '../src/modules/cases/testing.ts'
import { aConsultation } from '../src/modules/consultations/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { expectNoAxeViolations, expectNoOverflow, launchBrowser, WIDTHS } from './browser.ts'
import { nameDesk, openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
const pictures = process.env.PICTURES
const phone = '090-0000-1234'
let prepared: PreparedOffice
let browser: Browser
let counselor: TestPerson

beforeAll(async () => {
  prepared = await startPreparedOffice()
  counselor = await prepared.office.person({ name: '架空 相談員' })
  const desk = await prepared.office.deskOf([{ person: counselor, role: 'counselor' }])
  await nameDesk(prepared, desk.id, '女性相談支援室')
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (path: string, width = 1280) => openSignedIn(prepared, browser, counselor, path, { width })

test('a later call is attached with the keyboard to the case of the same caller', async () => {
  const first = await aConsultation(counselor, {
    person: { family: '架空', given: '花', familyKana: 'かくう', givenKana: 'はな', phone },
  })
  const { id: caseId } = await openCase(counselor, {
    submissionId: crypto.randomUUID(),
    consultationId: first,
    core: { title: '転居と離婚の相談' },
    assigneeId: counselor.userId,
  })
  await aCase(counselor, { title: '生活保護の申請に同行', family: '見本' })
  await aCase(counselor, { title: '夜間の一時保護のあと、住まいと仕事をさがす支援', family: '仮名' })
  const consultationId = await aConsultation(counselor, { memo: 'また電話した', person: { phone } })
  const path = `/cases/attach?consultation=${consultationId}&view=desk`
  for (const width of WIDTHS) {
    const { page, close } = await open(path, width)
    await page.getByRole('radio').first().check()
    if (pictures) {
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `attach-${width}.png`), fullPage: true })
    }
    await expectNoAxeViolations(page)
    await expectNoOverflow(page)
    await close()
  }

  const { page, close } = await open(`/consultations/${consultationId}`)
  await page.getByRole('link', { name: /今あるケースにつなげる/ }).press('Enter')
  await page.getByRole('heading', { name: '相談をケースにつなげる' }).waitFor()
  await page.getByRole('button', { name: 'このケースにつなげる' }).press('Enter')
  await page.getByRole('link', { name: 'つなげるケースを選んでください' }).press('Enter')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/cases/${caseId}$`))
  await page.getByText('相談を受けました').or(page.getByText('また電話した')).first().waitFor()
  expect(await page.locator(`a[href="/consultations/${consultationId}"]`).count()).toBeGreaterThan(0)
  await close()
})
