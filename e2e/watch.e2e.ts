import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCase, addPersonToCase, reviewCase } from '../src/modules/cases/testing.ts'
import { appointDuty, askForDuty, decideOnDuty, showAppointment } from '../src/modules/emergency/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { expectFine, goTo, launchBrowser } from './browser.ts'
import { nameDesk, openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Who may look: how much, not one's own, and in an emergency. Needs a build: npm run build
let prepared: PreparedOffice
let browser: Browser
let counselor: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let night: TestPerson
let administrator: TestPerson
let dutyDeskId = ''

beforeAll(async () => {
  prepared = await startPreparedOffice()
  const { office } = prepared
  counselor = await office.person({ name: '架空 相談員' })
  colleague = await office.person({ name: '例示 同僚' })
  supervisor = await office.person({ name: '見本 係長' })
  night = await office.person({ name: '手本 当直' })
  administrator = await office.person({ name: '稽古 管理', tenantRole: 'tenant_admin' })
  const second = await office.person({ name: '練習 管理', tenantRole: 'tenant_admin' })
  const hub = await office.deskOf([
    { person: counselor, role: 'counselor' },
    { person: colleague, role: 'counselor' },
    { person: supervisor, role: 'supervisor' },
  ])
  const duty = await office.deskOf([{ person: night, role: 'counselor' }])
  dutyDeskId = duty.id
  await nameDesk(prepared, hub.id, '女性相談支援室')
  await nameDesk(prepared, duty.id, '夜間当直')
  for (const person of [administrator, second, supervisor, night]) await office.stepUp(person)
  await askForDuty(administrator, { deskId: dutyDeskId })
  const [act] = (await showAppointment(second, {})).acts
  if (!act) throw new Error('nothing was asked')
  await decideOnDuty(second, { actId: act.id, seal: act.seal, answer: 'agree' })
  await appointDuty(administrator, { actId: act.id })
  browser = await launchBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
})

const open = (who: TestPerson, path: string) => openSignedIn(prepared, browser, who, path)

test('she declares her husband, and the case that names him is not hers to see', async () => {
  const caseId = await aCase(counselor, { title: '見えなくなるケース' })
  const { page, close } = await open(colleague, '/account/kin')
  await expectFine(page, 'kin-empty')
  await page.locator('select[name=relation]').selectOption('partner')
  await page.locator('input[name=family]').fill('見本')
  await page.locator('input[name=given]').fill('太郎')
  await page.locator('input[name=familyKana]').fill('みほん')
  await page.locator('input[name=givenKana]').fill('たろう')
  await page.getByRole('button', { name: '届け出る' }).click()
  await page.getByText('受け付けました').waitFor()
  await expectFine(page, 'kin')
  await page.goto(`${prepared.server.url}/cases/${caseId}`)
  await page.getByText('見えなくなるケース').first().waitFor()
  await addPersonToCase(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    part: 'counterpart',
    card: { names: [{ family: '見本', given: '太郎' }] },
  })
  const answer = await page.goto(`${prepared.server.url}/cases/${caseId}`)
  expect(answer?.status()).toBe(404)
  await close()
  const lead = await open(supervisor, `/cases/${caseId}/block`)
  await lead.page.getByText('届出と相手方が一致').waitFor()
  await expectFine(lead.page, 'block-by-match')
  await lead.close()
}, 240_000)

test('a first call that names him is not hers to see either, and a colleague is kept out by hand', async () => {
  const write = await open(counselor, '/consultations/new')
  await write.page.keyboard.type('見本の電話相談')
  await write.page.keyboard.press('Alt+9')
  const name = write.page.locator('input[name="counterpartName.name"]')
  await name.waitFor()
  await name.fill('見本　太郎')
  await write.page.locator('input[name="counterpartName.kana"]').fill('みほん たろう')
  await write.page.getByText('相手方を家族や知り合いとして届け出ている職員').scrollIntoViewIfNeeded()
  await expectFine(write.page, 'first-call-sheet')
  await write.page.keyboard.press('Control+Enter')
  await write.page.waitForURL((url) => /consultations\/[0-9a-f-]{36}/.test(url.pathname))
  const path = new URL(write.page.url()).pathname
  await write.page.getByText('見本　太郎 みほん たろう').first().waitFor()
  await expectFine(write.page, 'first-call')

  const { page, close } = await open(colleague, '/consultations')
  expect((await page.goto(`${prepared.server.url}${path}`))?.status()).toBe(404)
  await close()

  const lead = await open(supervisor, `${path}/kept-from`)
  await lead.page.getByText('自動で見えなくなっています').waitFor()
  await lead.page.locator('input[name=name]').fill('当直')
  await lead.page.getByRole('button', { name: '職員をさがす' }).click()
  await lead.page.getByText('手本 当直').click()
  await lead.page.locator('textarea[name=reason]').first().fill('夜間の当直に相手方の友人がいると聞いたため')
  await expectFine(lead.page, 'first-call-kept-choose')
  await lead.page.getByRole('button', { name: 'この職員には見せない' }).click()
  await lead.page.getByText('見えるように戻す').first().waitFor()
  await expectFine(lead.page, 'first-call-kept')
  await lead.close()
  await write.close()
}, 240_000)

test('on duty she finds one case, opens it with a reason, and its lead looks at it', async () => {
  await aCase(counselor, { title: '夜に電話のあったケース', family: '例示' })
  const { page, close } = await open(night, '/duty')
  await expectFine(page, 'duty')
  await page.locator('input[name=kana]').fill('かくうはな')
  await page.locator('input[name=birthDate]').fill('1990-04-02')
  await page.locator('button[value=find]').click()
  await page.getByText('女性相談支援室のケースが見つかりました').first().waitFor()
  await expectFine(page, 'duty-found')
  await page.locator('textarea[name=reason]').first().fill('本人から、夫が玄関に来ていると電話があったため')
  await page.getByRole('button', { name: '理由を残して開く' }).first().click()
  await page.getByRole('heading', { name: '緊急に開いたケース' }).waitFor()
  await page.getByText('自宅の電話にかけない').waitFor()
  await expectFine(page, 'duty-case')
  await page.goto(`${prepared.server.url}/duty`)
  await page.getByText('前回の確認が済んでいません').waitFor()
  await expectFine(page, 'duty-waits')
  await close()

  const lead = await open(supervisor, '/today')
  await lead.page.getByText('緊急に開かれたケースの確認').first().waitFor()
  await lead.page.getByText('開いた人 手本 当直').waitFor()
  await expectFine(lead.page, 'duty-today')
  await goTo(lead.page, `${prepared.server.url}/duty/reviews`)
  await expectFine(lead.page, 'duty-reviews')
  await lead.page.getByText('必要だった', { exact: true }).click()
  await lead.page.getByRole('button', { name: '確認した' }).click()
  await lead.page.getByText('受け付けました').waitFor()
  await lead.close()
  const office = await open(administrator, '/duty/desk')
  await office.page.locator('select[name=deskId]').selectOption('none')
  await office.page.getByRole('button', { name: '申請する' }).click()
  await office.page.getByText('当直の窓口をなくす').first().waitFor()
  await expectFine(office.page, 'duty-desk')
  await office.close()
}, 240_000)

test('after many records she is asked, then stopped, and her supervisor says why it goes on', async () => {
  const admin = await open(administrator, '/reads')
  await admin.page.getByText('決まりを変える').click()
  await admin.page.locator('select[name=what]').selectOption('record')
  await admin.page.locator('input[name=askAfter]').fill('5')
  await admin.page.locator('input[name=stopAfter]').fill('7')
  await expectFine(admin.page, 'reads-admin')
  await admin.page.getByRole('button', { name: '変える', exact: true }).click()
  await admin.page.getByText('受け付けました').waitFor()
  await admin.close()

  const cases: string[] = []
  for (let number = 0; number < 8; number++) {
    const caseId = await aCase(colleague, { title: `見本のケース${number}` })
    await reviewCase(supervisor, { caseId })
    cases.push(caseId)
  }
  const { page, close } = await open(counselor, '/cases')
  const visit = (number: number) => page.goto(`${prepared.server.url}/cases/${cases[number]}`)
  for (const number of [0, 1, 2, 3, 4]) expect((await visit(number))?.status()).toBe(200)
  await visit(5)
  await page.getByText('続けて多くの記録を開いています').waitFor()
  await expectFine(page, 'reads-ask')
  await prepared.office.stepUp(counselor)
  expect((await visit(5))?.status()).toBe(200)
  expect((await visit(6))?.status()).toBe(200)
  expect((await visit(7))?.status()).toBe(429)
  await page.getByRole('heading', { name: '今日開ける数に達しました' }).waitFor()
  await expectFine(page, 'reads-stop')

  const lead = await open(supervisor, '/reads')
  await expectFine(lead.page, 'reads-lead')
  await lead.page.locator('textarea[name=reason]').fill('名簿の照合で、閉じたケースを見直しているため')
  await lead.page.getByRole('button', { name: '今日の分をもう一度増やす' }).click()
  await lead.page.getByText('いまは続けて使えます').waitFor()
  await lead.close()
  expect((await visit(7))?.status()).toBe(200)
  await close()
}, 240_000)
