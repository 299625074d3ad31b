import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  expectNoAxeViolations,
  expectNoComplaints,
  expectNoOverflow,
  launchBrowser,
  openPage,
} from './browser.ts'
import { type ServerProcess, startServer } from './server-process.ts'

let weather: Server
let weatherUrl: string
let intake: ServerProcess
let browser: Browser

beforeAll(async () => {
  weather = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html')
    answer.end('<!doctype html><html lang="ja"><title>weather</title><h1>weather</h1></html>')
  })
  await new Promise<void>((resolve) => weather.listen(0, '127.0.0.1', () => resolve()))
  weatherUrl = `http://127.0.0.1:${(weather.address() as AddressInfo).port}/`
  intake = await startServer(new URL('./start-intake.ts', import.meta.url), { EXIT_URL: weatherUrl })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await intake?.stop()
  weather?.close()
})

describe.each([1280, 360, 320])('at %i pixels', (width) => {
  test.each(['ja', 'ja-easy', 'en'])('the page in %s is accessible and fits', async (language) => {
    const opened = await openPage(browser, { width })
    await opened.page.goto(`${intake.url}/${language}`)
    const folder = process.env.SCREENSHOTS
    if (folder)
      await opened.page.screenshot({ path: `${folder}/intake-${language}-${width}.png`, fullPage: true })
    await expectNoAxeViolations(opened.page)
    await expectNoOverflow(opened.page)
    expectNoComplaints(opened)
    await opened.close()
  })
})

describe.each([true, false])('with JavaScript %s', (javaScriptEnabled) => {
  test('whoever leaves cannot be followed with the Back button, and can come back', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled })
    await page.goto(weatherUrl)
    await page.goto(`${intake.url}/`)
    await page.goto(`${intake.url}/en`)
    await page.locator('.leave').click()
    await page.waitForURL(weatherUrl)
    for (let press = 0; press < 2; press += 1) {
      await page.goBack()
      expect(await page.title()).toBe('weather')
      expect(page.url()).toBe(weatherUrl)
    }
    await page.goto(`${intake.url}/return`)
    expect(await page.locator('h1').textContent()).toBe('困ったときの相談')
    await close()
  })
})

test('three times Shift leaves at once; typing capitals does not', async () => {
  const { page, close } = await openPage(browser)
  await page.goto(`${intake.url}/`)
  for (const key of ['Shift', 'A', 'Shift', 'B', 'Shift', 'C']) await page.keyboard.press(key)
  expect(page.url()).toBe(`${intake.url}/`)
  for (const key of ['Shift', 'Shift', 'Shift']) await page.keyboard.press(key)
  await page.waitForURL(weatherUrl)
  await close()
})

test('the first thing the Tab key reaches is the way out', async () => {
  const { page, close } = await openPage(browser)
  await page.goto(`${intake.url}/`)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('leave')
  await close()
})
