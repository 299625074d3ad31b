import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCase } from '../src/modules/cases/testing.ts'
import { FakeClamd, saying } from '../src/platform/scanner/testing.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { launchBrowser } from './browser.ts'
import { nameDesk, openSignedIn, type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

// Needs a build: npm run build
let daemon: FakeClamd
let prepared: PreparedOffice
let browser: Browser
let counselor: TestPerson

beforeAll(async () => {
  daemon = await FakeClamd.start()
  prepared = await startPreparedOffice('うみかぜ市', { settings: { VIRUS_SCANNER: daemon.path } })
  const { office } = prepared
  counselor = await office.person({ name: '架空 相談員' })
  const hub = await office.deskOf([
    { person: counselor, role: 'counselor' },
    { person: await office.person(), role: 'supervisor' },
  ])
  await nameDesk(prepared, hub.id, '女性相談支援室')
  browser = await launchBrowser()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await prepared?.stop()
  await daemon?.remove()
})

async function send(page: Page) {
  const file = { name: '見本.txt', mimeType: 'text/plain', buffer: Buffer.from('見本の中身') }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.locator('form:has([type=file]) button').click()
}

test('whoever sends a file is told what the scanner found, that it could not look, and that the file is there', async () => {
  const caseId = await aCase(counselor, { title: 'ファイルの見本' })
  const opened = await openSignedIn(prepared, browser, counselor, `/cases/${caseId}`)
  const { page } = opened
  await page.getByText('ファイルを加える').click()
  const said = page.locator('.field-error')
  daemon.behaviour = saying('stream: Kakuu-1 FOUND')
  await send(page)
  await said.getByText('このファイルからウイルスが見つかったため').waitFor()
  daemon.behaviour = saying('stream: Heuristics.Encrypted.Zip FOUND')
  await send(page)
  await said.getByText('圧縮やパスワードを外して送ってください').waitFor()
  daemon.behaviour = saying('stream: Something ERROR')
  await send(page)
  await said.getByText('いまはファイルを受け付けられません').waitFor()
  daemon.behaviour = saying('stream: OK')
  await send(page)
  await page.locator('.case-file-name').getByText('見本.txt').waitFor()
  expect(daemon.received.at(-1)?.toString()).toBe('見本の中身')
  await opened.close()

  daemon.behaviour = saying('stream: Kakuu-1 FOUND')
  const plain = await openSignedIn(prepared, browser, counselor, `/cases/${caseId}`, {
    javaScriptEnabled: false,
  })
  await plain.page.getByText('ファイルを加える').click()
  await send(plain.page)
  await plain.page.getByText('このファイルからウイルスが見つかったため').waitFor()
  await plain.close()
})

test('an administrator sees how old the signatures are, and that the scanner is away', async () => {
  const admin = await prepared.office.person({ tenantRole: 'tenant_admin' })
  daemon.behaviour = saying('stream: OK', 'ClamAV 1.4.6')
  const opened = await openSignedIn(prepared, browser, admin, '/health')
  const { page } = opened
  const line = (words: string) => page.locator('.health li').filter({ hasText: words })
  await line('ウイルスの定義ファイル').getByText('早めに対応').waitFor()
  await line('ウイルス検査のプログラム').getByText('問題なし').waitFor()
  await daemon.stop()
  await page.reload()
  await line('ウイルス検査のプログラム').getByText('すぐに対応').waitFor()
  expect(await page.content()).not.toContain(daemon.path)
  await opened.close()
})
