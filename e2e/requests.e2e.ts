import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPlace } from '../src/modules/cases/testing.ts'
import { readListWithHer } from '../src/modules/documents/index.ts'
import { sendReferral } from '../src/modules/referrals/index.ts'
import { acceptRequest, askBack, recordAct, replyToDesk } from '../src/modules/requests/index.ts'
import { aNetwork, aRequest, type Network } from '../src/modules/requests/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import {
  expectFine,
  expectNoAxeViolations,
  expectNoComplaints,
  expectNoOverflow,
  launchBrowser,
  WIDTHS,
  widthsForAxe,
} from './browser.ts'
import { openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
const pictures = process.env.PICTURES
let prepared: PreparedOffice
let browser: Browser
let network: Network

beforeAll(async () => {
  prepared = await startPreparedOffice()
  network = await aNetwork(prepared, prepared.office)
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (who: TestPerson, path: string, width = 1280) =>
  openSignedIn(prepared, browser, who, path, { width })

async function fillRequest(page: Page) {
  await page.getByLabel('宛先').selectOption({ label: '保育課 窓口' })
  await page.getByLabel('件名').fill('入園の手続き')
  await page
    .getByRole('textbox', { name: /お願いしたいこと/ })
    .fill('年度途中の入園に必要な書類を教えてください')
  await page.getByRole('textbox', { name: /目的/ }).fill('仕事を始めるため')
  await page.getByRole('checkbox', { name: '氏名' }).check()
  await page.getByText('本人の同意（口頭）').click()
}

test('a request goes out, is accepted and answered, and the answer comes home', async () => {
  const sender = await open(network.counselor, `/cases/${network.caseId}/requests/new`)
  await fillRequest(sender.page)
  const preview = sender.page.getByRole('region', { name: '相手の窓口に見える依頼票' })
  expect(await preview.textContent()).toContain('架空 花')
  expect(await preview.textContent()).not.toContain('静かに暮らしたい')
  await sender.page.getByRole('button', { name: 'この内容で送る' }).click()
  await sender.page.waitForURL(/\/requests\/[0-9a-f-]{36}$/)
  const path = new URL(sender.page.url()).pathname

  const clerk = await open(network.clerk, '/requests')
  await clerk.page.getByRole('link', { name: '入園の手続き' }).click()
  await clerk.page.getByRole('button', { name: '受けます' }).click()
  await clerk.page.getByText('対応中').first().waitFor()
  await clerk.page.getByRole('textbox', { name: '相手に伝えること' }).fill('申込書と就労証明です')
  await clerk.page.getByRole('button', { name: '回答する' }).click()
  await clerk.page.getByText('回答あり').first().waitFor()

  await sender.page.goto(prepared.server.url + path)
  await sender.page.getByText('申込書と就労証明です').waitFor()
  // Leaving a page ends its event stream, and a redirect its request; that is no complaint.
  const real = [...sender.complaints, ...clerk.complaints].filter((one) => !/ERR_ABORTED/.test(one))
  expect(real).toEqual([])
  await Promise.all([sender.close(), clerk.close()])
})

test('a share withdrawn while the page is open: the content leaves the screen, calmly', async () => {
  const requestId = await aRequest(network, { title: '見守りのお願い' })
  const clerk = await open(network.clerk, `/requests/${requestId}`)
  const sender = await open(network.counselor, `/requests/${requestId}`)
  await sender.page.locator('summary', { hasText: '共有を終える' }).click()
  await sender.page.getByRole('textbox', { name: /理由/ }).fill('ご本人の希望')
  await sender.page.getByRole('button', { name: '共有を終える' }).click()
  await sender.page.getByText('相手の窓口では、もう開けません').waitFor()

  // Nobody touches the clerk's page: it hears of it by itself.
  await clerk.page.getByText('この依頼は開けません').first().waitFor({ timeout: 3_000 })
  await clerk.page.waitForFunction(() => !document.documentElement.outerHTML.includes('見守りのお願い'))
  await clerk.page.reload()
  await clerk.page.getByText('この依頼は開けません').first().waitFor()
  await Promise.all([sender.close(), clerk.close()])
})

test('a body without a terminal: sheet handed over, answer entered for it at once, sheet collected, on one page', async () => {
  const requestId = await aRequest(network, { title: '巡回と立会い', toDeskId: network.paper.id })
  const { page, close, complaints } = await open(network.counselor, `/requests/${requestId}`)
  const handed = page.locator('form').filter({ hasText: '渡したことを記録' })
  await handed.locator('[name=means]').selectOption({ label: '手渡し' })
  await handed.locator('[name=person]').fill('架空署 見本 警部補')
  await handed.getByRole('button', { name: '渡したことを記録' }).click()
  await page.getByText('票を渡した').first().waitFor()
  const answered = page.locator('form').filter({ hasText: '返事を記録' })
  // News of the step may come before its own answer does: only then does the other form know of it.
  await expect.poll(() => answered.locator('[name=turn]').inputValue()).toBe('2')
  await answered.locator('[name=step]').selectOption({ label: '回答' })
  await answered.locator('[name=text]').fill('二名で立ち会うとの回答')
  await answered.locator('[name=means]').selectOption({ label: '電話' })
  await answered.locator('[name=person]').fill('見本 警部補')
  await answered.getByRole('button', { name: '返事を記録' }).click()
  await page.getByText('回答あり').first().waitFor()
  await page.getByText('二名で立ち会うとの回答').waitFor()
  await page.getByRole('button', { name: '回収した' }).click()
  await page.getByText('回収', { exact: false }).first().waitFor()
  expect(complaints).toEqual([])
  await close()
})

test('a place in the text is asked about and confirmed before it leaves', async () => {
  const { page, close } = await open(network.counselor, `/cases/${network.caseId}/requests/new`)
  await fillRequest(page)
  const words = page.getByRole('textbox', { name: /お願いしたいこと/ })
  await words.fill('架空市みどり町のみどり荘に、書類を届けてください')
  await page.getByText('住まいを表すように見える言葉があります').waitFor()
  await expectFine(page, 'request-names-a-dwelling')
  await words.fill('「さくら保育園」の空きを教えてください')
  await page.getByText('住まいを表すように見える言葉があります').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'この内容で送る' }).click()
  await page.getByText('「さくら保育園」（学校・園）を伝えてよい').waitFor()
  expect(await page.getByRole('textbox', { name: /お願いしたいこと/ }).inputValue()).toContain('さくら保育園')
  await page.getByText('「さくら保育園」（学校・園）を伝えてよい').click()
  await page.getByRole('button', { name: 'この内容で送る' }).click()
  await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/)
  await close()
})

test.each([true, false])(
  'in a reply a dwelling is refused and another place confirmed, with what was typed kept (scripts: %s)',
  async (javaScriptEnabled) => {
    const requestId = await aRequest(network)
    const { page, close } = await openSignedIn(
      prepared,
      browser,
      network.counselor,
      `/requests/${requestId}`,
      {
        javaScriptEnabled,
      },
    )
    const words = page.getByRole('textbox', { name: '相手に伝えること' })
    await words.fill('架空市みなと町1丁目2番3号です')
    await page.getByRole('button', { name: '返信する' }).click()
    await page.getByText('住所や住まいらしい言葉があります').waitFor()
    await page.getByText('ここからは伝えられない言葉があります').waitFor()
    expect(await words.inputValue()).toBe('架空市みなと町1丁目2番3号です')
    await words.fill('「さくら保育園」です')
    await page.getByRole('button', { name: '返信する' }).click()
    await page.getByText('場所や電話番号らしい言葉があります').waitFor()
    expect(await words.inputValue()).toBe('「さくら保育園」です')
    await page.getByText('「さくら保育園」（学校・園）を伝えてよい').click()
    if (javaScriptEnabled) await expectNoAxeViolations(page)
    await page.getByRole('button', { name: '返信する' }).click()
    await page.getByRole('listitem').filter({ hasText: '「さくら保育園」です' }).waitFor()
    expect(await words.inputValue()).toBe('')
    expect(await page.getByText('みなと町').count()).toBe(0)
    await close()
  },
)

test('a place is put in from the case by a choice of its own, and then waits for a second person', async () => {
  await aPlace(prepared, network.counselor, network.caseId, 'present_address', '架空市みなと町1-2-3')
  const opened = await open(network.counselor, `/cases/${network.caseId}/requests/new`)
  const { page } = opened
  await fillRequest(page)
  expect(await page.content()).not.toContain('みなと町')
  await page.locator('summary', { hasText: '居場所に関わる項目' }).click()
  await page.locator('summary', { hasText: 'ケースの記録から載せる' }).click()
  await page.getByRole('button', { name: /居所（.*記録）を載せる/ }).click()
  await page.getByText('載せました').waitFor()
  expect(await page.getByRole('checkbox', { name: '居所' }).isChecked()).toBe(true)
  const preview = page.getByRole('region', { name: '相手の窓口に見える依頼票' })
  expect(await preview.textContent()).toContain('架空市みなと町1-2-3')
  expect(await page.getByLabel('件名').inputValue()).toBe('入園の手続き')
  if (pictures) await takePicture(page, 'send-with-place-1280')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: '決裁に回す' }).click()
  await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/)
  await page.getByText('決裁待ち').first().waitFor()
  await opened.close()
})

// axe looks at a part of them (`widthsForAxe`); with GUARDS=whole at both widths of all.
test('every page of requests: no axe violation, nothing sticks out, at both widths', async () => {
  const pages = await preparedPages()
  const troubles: string[] = []
  for (const { who, path, name } of pages) {
    const opened = await open(who, path)
    const examined = widthsForAxe()
    for (const width of WIDTHS) {
      await opened.page.setViewportSize({ width, height: 900 })
      if (pictures) await takePicture(opened.page, `${name}-${width}`)
      try {
        const { pathname, search } = new URL(opened.page.url())
        expect(pathname + search).toBe(path)
        await expectNoOverflow(opened.page)
        if (examined.includes(width)) await expectNoAxeViolations(opened.page)
        expectNoComplaints(opened)
      } catch (error) {
        troubles.push(`${name} at ${width}: ${error instanceof Error ? error.message : ''}`)
      }
    }
    await opened.close()
  }
  expect(troubles).toEqual([])
}, 180_000)

async function preparedPages() {
  const { counselor, supervisor, manager, clerk, caseId, paper } = network
  const requestId = await aRequest(network, { title: '年度途中の入園について' })
  await acceptRequest(clerk, { requestId, turn: 1 })
  await askBack(clerk, { requestId, turn: 2, text: '何歳児クラスをお考えですか。' })
  await replyToDesk(counselor, { requestId, turn: 3, text: '3歳児クラスです。' })
  await recordAct(clerk, {
    submissionId: crypto.randomUUID(),
    requestId,
    day: '2026-01-05',
    title: '入園の申込みを受理',
    text: '申込書を受け取り、控えを渡した。',
  })
  await aRequest(network, { title: '同席のお願い', isUrgent: 'on' })
  const proposed = await aRequest(network, { title: '児童手当の受給者変更', basis: 'art69_2_3_public_body' })
  const onPaper = await aRequest(network, { title: '巡回のお願い', toDeskId: paper.id })
  const { releaseId } = await readListWithHer(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    copySafe: 'yes',
  })
  const referral = await sendReferral(clerk, {
    submissionId: crypto.randomUUID(),
    who: '送迎に来る母親、30代',
    reach: '平日の送迎のとき。自宅の電話は不可',
    noticed: '腕にあざ。夫の話になると黙る',
    agreement: 'knows',
    isUrgent: 'on',
  })
  return [
    { who: counselor, path: `/cases/${caseId}/requests/new`, name: 'send' },
    { who: clerk, path: '/requests', name: 'inbox' },
    { who: clerk, path: `/requests/${requestId}`, name: 'request-asked' },
    { who: counselor, path: `/requests/${requestId}`, name: 'request-asker' },
    { who: manager, path: `/requests/${proposed}`, name: 'request-decide' },
    { who: counselor, path: `/requests/${onPaper}`, name: 'request-paper' },
    { who: counselor, path: `/requests/${onPaper}/sheet`, name: 'sheet' },
    { who: counselor, path: '/requests/sent', name: 'outbox' },
    { who: supervisor, path: '/requests/decisions', name: 'decisions' },
    { who: counselor, path: '/requests/paper', name: 'paper' },
    { who: clerk, path: '/requests/acts', name: 'acts' },
    { who: counselor, path: `/cases/${caseId}/ledger`, name: 'ledger' },
    { who: counselor, path: `/cases/${caseId}/ledger/${releaseId}`, name: 'own-list' },
    { who: supervisor, path: '/releases', name: 'releases' },
    { who: counselor, path: '/referrals', name: 'referrals' },
    { who: clerk, path: '/referrals/new', name: 'referral-new' },
    { who: counselor, path: `/referrals/${referral.id}`, name: 'referral-hub' },
    { who: counselor, path: `/consultations/new?referral=${referral.id}`, name: 'referral-taken-up' },
    { who: manager, path: '/disclosures/rules', name: 'rules' },
    { who: counselor, path: '/disclosures/rules', name: 'rules-read' },
    { who: manager, path: '/cases/review', name: 'review' },
    { who: clerk, path: `/referrals/${referral.id}`, name: 'referral-sender' },
  ]
}

async function takePicture(page: Page, name: string) {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
