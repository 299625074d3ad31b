/**
 * Takes the pictures of docs/pictures from a sample instance: `npm run pictures`. Needs Chromium and a build (npm start
 * makes one). Everything shown is fictional.
 */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, WIDTHS } from '../e2e/browser.ts'
import { launchInstance } from '../e2e/launched-instance.ts'

const folder = join(import.meta.dirname, '../docs/pictures')
const heights = { 1280: 900, 360: 740 } as const

interface Shot {
  name: string
  /** Login of the sample; null = nobody is signed in. */
  as: string | null
  path: string
  /** A link to follow once there. */
  follow?: string
}

const counselor = 'hana.mihon'
const shots: readonly Shot[] = [
  { name: 'sign-in', as: null, path: '/sign-in' },
  { name: 'today', as: counselor, path: '/today' },
  { name: 'consultation-new', as: counselor, path: '/consultations/new' },
  { name: 'consultations', as: counselor, path: '/consultations' },
  { name: 'cases', as: counselor, path: '/cases' },
  { name: 'case', as: counselor, path: '/cases', follow: 'main table a' },
  { name: 'requests-sent', as: counselor, path: '/requests/sent' },
  { name: 'review', as: 'fumie.mohan', path: '/cases/review' },
  { name: 'asked-desk-today', as: 'kazumi.keiko', path: '/today' },
  { name: 'asked-desk-request', as: 'kazumi.keiko', path: '/requests', follow: 'main table a' },
  { name: 'directory', as: 'kaoru.reiji', path: '/directory' },
  { name: 'permissions', as: 'kaoru.reiji', path: '/permissions' },
  { name: 'audit', as: 'tadashi.mohan', path: '/audit' },
]

const instance = await launchInstance({ isSample: true })
const browser = await launchBrowser()
try {
  for (const login of new Set(shots.map((shot) => shot.as))) await takeAs(browser, login)
  await takePublicPage(browser)
} finally {
  await browser.close()
  await instance.stop()
}

/** One sign-in a person: the second factor's step counts once. */
async function takeAs(browser: Browser, login: string | null): Promise<void> {
  const context = await browser.newContext({ locale: 'ja-JP' })
  const page = await context.newPage()
  if (login) await signIn(page, login)
  for (const shot of shots.filter((one) => one.as === login)) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: heights[width] })
      await page.goto(instance.staffUrl + shot.path, { waitUntil: 'networkidle' })
      if (shot.follow) {
        const path = await page.locator(shot.follow).first().getAttribute('href')
        await page.goto(instance.staffUrl + path, { waitUntil: 'networkidle' })
      }
      await page.screenshot({ path: join(folder, `${shot.name}-${width}.png`) })
    }
  }
  await context.close()
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto(`${instance.staffUrl}/sign-in`)
  await page.getByRole('link', { name: new RegExp(login) }).click()
  await page.waitForURL(/as=/)
  await page.locator('button[value=signIn]').click()
  await page.waitForURL(/\/today/)
}

async function takePublicPage(browser: Browser): Promise<void> {
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: heights[width] }, locale: 'ja-JP' })
    await page.goto(instance.publicUrl, { waitUntil: 'networkidle' })
    await page.screenshot({ path: join(folder, `public-${width}.png`) })
    await page.close()
  }
}
