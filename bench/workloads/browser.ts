import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { watchOthers } from '../measure/machine.ts'
import { quietest } from '../measure/quietest.ts'
import { median } from '../measure/statistics.ts'
import type { WorkloadResult } from '../report/result.ts'
import { startIntake, startStaff } from '../servers/programs.ts'
import { mostTries } from './compare.ts'
import { freshStart, type Scene, someCases } from './scene.ts'
import { othersNote } from './search.ts'

const tries = 5
const slowedBy = 4

/** What a browser loads for a first page, and when a slow computer's page can be worked with. */
export async function browser(scene: Scene): Promise<WorkloadResult> {
  await freshStart(scene)
  const staff = await startStaff(scene.instance)
  const intake = await startIntake(scene.instance)
  const chrome = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Chromium's sandbox does not run as root.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
    ],
  })
  try {
    const [first] = await someCases(scene, 1)
    const worker = scene.roster.workers.find((one) => one.id === first?.assigneeId)
    if (!first || !worker) throw new Error('no case to look at')
    const cookie = { name: 'yorube', value: worker.cookie, url: `http://127.0.0.1:${staff.port}` }
    const casePage = `http://127.0.0.1:${staff.port}/cases/${first.caseId}`
    const scripts = await scriptBytes(chrome, casePage, cookie)
    const publicScripts = await scriptBytes(chrome, `http://127.0.0.1:${intake.port}/`)
    const views: View[] = []
    for (let at = 0; at < tries; at += 1)
      views.push(await quietest(() => usableAfter(chrome, casePage, cookie), mostTries, scene.patience))
    const usable = views.map((one) => one.seconds)
    const othersHad = median(views.map((one) => one.others))
    return {
      name: 'browser',
      lines: [
        {
          workload: 'browser',
          measure: 'JavaScript of a first case page, compressed',
          unit: 'kB',
          value: scripts / 1000,
          bar: { kind: 'at-most', limit: 150 },
        },
        {
          workload: 'browser',
          measure: 'JavaScript of a public page',
          unit: 'kB',
          value: publicScripts / 1000,
          bar: { kind: 'at-most', limit: 0 },
        },
        {
          workload: 'browser',
          measure: `case page usable, processor slowed ${slowedBy} times`,
          unit: 's',
          value: median(usable),
          others: othersHad,
          bar: { kind: 'at-most', limit: 1 },
          note: `${Math.min(...usable).toFixed(2)} to ${Math.max(...usable).toFixed(2)}${othersNote(othersHad)}`,
        },
      ],
      details: { scripts, publicScripts, usable },
    }
  } finally {
    await chrome.close()
    await staff.stop()
    await intake.stop()
  }
}

interface View {
  seconds: number
  others: number
}

type Cookie = { name: string; value: string; url: string }

async function opened(chrome: Browser, cookie?: Cookie): Promise<{ page: Page; devtools: CDPSession }> {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ja-JP' })
  if (cookie) await context.addCookies([cookie])
  const page = await context.newPage()
  return { page, devtools: await context.newCDPSession(page) }
}

/** Bytes on the wire, as the browser counts them; inline scripts come with the page and are none of these. */
async function scriptBytes(chrome: Browser, url: string, cookie?: Cookie): Promise<number> {
  const { page, devtools } = await opened(chrome, cookie)
  const scripts = new Set<string>()
  let bytes = 0
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    if (/javascript/.test(response.mimeType)) scripts.add(requestId)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await devtools.send('Network.enable')
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.context().close()
  return bytes
}

/** Seconds until React has taken over the whole page: what is typed and pressed is heard from then on. */
async function usableAfter(chrome: Browser, url: string, cookie: Cookie): Promise<View> {
  const others = watchOthers()
  const { page, devtools } = await opened(chrome, cookie)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowedBy })
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(isAwake, undefined, { polling: 'raf', timeout: 60_000 })
  const seconds = (await page.evaluate(() => performance.now())) / 1000
  await page.context().close()
  return { seconds, others: others() }
}

function isAwake(): boolean {
  const name = Object.keys(document).find((key) => key.startsWith('__reactContainer'))
  const container = name
    ? (
        document as unknown as Record<
          string,
          { stateNode: { current: { memoizedState: { isDehydrated?: boolean } | null } } }
        >
      )[name]
    : undefined
  return container?.stateNode.current.memoizedState?.isDehydrated === false
}
