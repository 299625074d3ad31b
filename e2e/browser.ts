import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Response,
} from 'playwright-core'
import { expect } from 'vitest'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const QUIET = [
  // Chromium's sandbox does not run as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const AXE_SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The two widths at which every page is looked at: an office screen and a small phone. */
export const WIDTHS = [1280, 360] as const
type Width = (typeof WIDTHS)[number]

/** `npm run drill -- pages` looks at everything. */
export const isWhole = process.env.GUARDS === 'whole'

/** So that each day another part of the pages is looked at. */
export const dayNumber = Math.floor(Date.now() / 86_400_000)
let looks = dayNumber

/**
 * axe takes most of a look's time: it looks at every third page at one width, the next day at the next; with GUARDS=whole at
 * all of them and both widths. What sticks out is measured at both always.
 */
export function widthsForAxe(): readonly Width[] {
  if (isWhole) return WIDTHS
  const look = looks++
  return look % 3 === 0 ? [WIDTHS[(look / 3) % 2] ?? WIDTHS[0]] : []
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: QUIET })
}

export interface WatchedPage {
  page: Page
  /** Console errors, uncaught errors, refused loads and CSP violations since the page was opened. */
  complaints: readonly string[]
  /** What the content security policy or Trusted Types refused, on this page and those it opened; `close` expects none. */
  violations: readonly string[]
  close(): Promise<void>
}

/**
 * React Router lets go of a reading when a newer one begins, and of the answer to a post that leads elsewhere; a page of what it asks
 * while somebody types, when she goes on.
 */
const mayLetGo = /\.data$|^\/(consultations\/recognise|search\/find)$/

export async function openPage(
  browser: Browser,
  { width = 1280, ...options }: { width?: number } & BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'ja-JP', ...options })
  const violations = await watchPolicy(context)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText
    if (reason === 'net::ERR_ABORTED' && mayLetGo.test(new URL(request.url()).pathname)) return
    complaints.push(`${request.url()} ${reason}`)
  })
  const close = async () => {
    await context.close()
    expect(violations, "refused by a page's content security policy").toEqual([])
  }
  return { page, complaints, violations, close }
}

const REFUSED = 'refused by the policy of the page: '

async function watchPolicy(context: BrowserContext): Promise<readonly string[]> {
  const violations: string[] = []
  context.on('console', (message) => {
    if (message.text().startsWith(REFUSED)) violations.push(message.text())
  })
  await context.addInitScript((words: string) => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sample, sourceFile, lineNumber } = event
      // biome-ignore lint/suspicious/noConsole: the journey listens to it
      console.error(`${words}${violatedDirective} ${blockedURI} ${sample} ${sourceFile}:${lineNumber}`)
    })
  }, REFUSED)
  return violations
}

/** Waits until React has taken over the whole page: before that, what is typed and chosen is heard by nobody. */
export async function untilAwake(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const name = Object.keys(document).find((key) => key.startsWith('__reactContainer'))
    const container = name
      ? (document as unknown as Record<string, { stateNode: { current: { memoizedState: unknown } } }>)[name]
      : undefined
    const state = container?.stateNode.current.memoizedState as { isDehydrated?: boolean } | undefined
    return state?.isDehydrated === false
  })
  // What listens to the whole page begins to listen a moment after that.
  await page.evaluate(() => new Promise((listen) => requestIdleCallback(listen, { timeout: 1000 })))
}

/** Opens an address and waits until its page hears what is typed: a network that is idle says less, and later. */
export async function goTo(page: Page, address: string): Promise<Response | null> {
  const answer = await page.goto(address)
  await untilAwake(page)
  return answer
}

/** WCAG 2.2 A and AA and axe's best practice. Evaluated from outside, so that the page's CSP stays as it is. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource())
  const violations = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<AxeResult> } }
    // Only what is wrong is described: describing what is right takes most of the time.
    const result = await axe.run({
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
      preload: false,
    })
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
    )
  }, STANDARD)
  expect(violations).toEqual([])
}

let source: Promise<string> | undefined

function axeSource(): Promise<string> {
  source ??= readFile(AXE_SOURCE, 'utf8')
  return source
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[]
}

/** Nothing may stick out sideways (WCAG 1.4.10). */
export async function expectNoOverflow(page: Page): Promise<void> {
  const { scrolled, seen } = await page.evaluate(() => ({
    scrolled: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }))
  expect(scrolled).toBeLessThanOrEqual(seen)
  expect((await page.evaluate(findStickingOut)).join('\n')).toBe('')
}

/** What is wider than the box it stands in, and so lies over its border. A negative margin is meant, as is a box that scrolls. */
function findStickingOut(): string[] {
  const isMeant = (element: Element) => {
    const { position, marginRight, clipPath } = getComputedStyle(element)
    return position === 'absolute' || clipPath !== 'none' || Number.parseFloat(marginRight) < 0
  }
  const boxOf = (element: Element) => {
    let box = element.parentElement
    while (box && ['contents', 'inline'].includes(getComputedStyle(box).display)) box = box.parentElement
    return box
  }
  const found = [...document.querySelectorAll('main *')].filter((element) => {
    const own = element.getBoundingClientRect()
    const box = boxOf(element)
    if (
      !element.checkVisibility() ||
      own.width <= 2 ||
      own.height <= 2 ||
      !box ||
      element.closest('thead, svg') ||
      isMeant(element)
    )
      return false
    const { width, right } = box.getBoundingClientRect()
    const { display, whiteSpaceCollapse, fontSize } = getComputedStyle(element)
    // A space that is kept hangs at the end of its line (css-text-3, 4.1.2): nothing to be seen sticks out.
    const hanging =
      display === 'inline' && whiteSpaceCollapse === 'preserve' ? Number.parseFloat(fontSize) : 0
    return width > 2 && own.right > right + 1 + hanging && getComputedStyle(box).overflowX === 'visible'
  })
  return found.slice(0, 5).map(({ tagName, className, textContent }) => {
    return `${tagName}.${className} sticks out: ${textContent?.slice(0, 40)}`
  })
}

export function expectNoComplaints({ complaints }: WatchedPage): void {
  expect(complaints).toEqual([])
}

/** Accessible (see `widthsForAxe`) and without anything sticking out at both widths; as pictures too, where PICTURES names a folder. */
export async function expectFine(page: Page, name: string): Promise<void> {
  const pictures = process.env.PICTURES
  const examined = widthsForAxe()
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    if (pictures) {
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true })
    }
    await expectNoOverflow(page)
    if (examined.includes(width)) await expectNoAxeViolations(page)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}
