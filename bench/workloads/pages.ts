import { Connection } from '../load/connection.ts'
import { requestText } from '../load/requests.ts'
import { type WorkloadResult, withoutFigure } from '../report/result.ts'
import { startEmptyPage, startIntake, startRaw, startStaff } from '../servers/programs.ts'
import type { Server } from '../servers/server-process.ts'
import { holds } from './case-work.ts'
import { compare, lookOnce, prepared, type Side } from './compare.ts'
import { comparedLines } from './compared-lines.ts'
import { cookieOf, freshStart, type OwnedCase, type Scene, someCases } from './scene.ts'

const pagePaths = {
  'case page': ({ caseId }: OwnedCase) => `/cases/${caseId}`,
  'list page': () => '/cases',
  'today page': () => '/today',
}

/** Whole pages of the staff process, against a page of as many bytes and elements that says nothing. */
export async function pages(scene: Scene): Promise<WorkloadResult[]> {
  const cases = await someCases(scene, 2_000)
  const results: WorkloadResult[] = []
  for (const [name, path] of Object.entries(pagePaths))
    results.push(await onePage(scene, cases, name, path).catch((error) => withoutFigure(name, error)))
  return results
}

async function onePage(
  scene: Scene,
  cases: readonly OwnedCase[],
  name: string,
  path: (one: OwnedCase) => string,
): Promise<WorkloadResult> {
  const ours: Side = {
    start: () => startStaff(scene.instance),
    requests: (port) =>
      cases.map((one) =>
        requestText(port, { path: path(one), headers: { Cookie: cookieOf(scene.roster, one.assigneeId) } }),
      ),
    expected: [200],
    look: holds(/<\/html>/),
  }
  const size = await sizeOf(scene, ours)
  const comparison = await compare(scene, ours, emptyPage(scene, size))
  const lines = comparedLines(name, comparison, { share: 0.6, p50: 15, p95: 40 })
  return { name, lines, details: { size, comparison } }
}

interface PageSize {
  bytes: number
  elements: number
}

const looks = 15

/** Of the middle one of some pages: they are not all of one length. */
async function sizeOf(scene: Scene, side: Side): Promise<PageSize> {
  await freshStart(scene)
  const server = await side.start()
  try {
    const page = prepared(side, server)
    const sizes: PageSize[] = []
    for (const request of page.requests.slice(0, looks)) {
      const body = await lookOnce({ ...page, requests: [request] })
      sizes.push({ bytes: Buffer.byteLength(body), elements: body.match(/<[a-z]/g)?.length ?? 0 })
    }
    const [middle] = sizes.toSorted((one, other) => one.bytes - other.bytes).slice(Math.floor(looks / 2))
    if (!middle) throw new Error('no page to look at')
    return middle
  } finally {
    await server.stop()
  }
}

function emptyPage(scene: Scene, size: PageSize): Side {
  let path = ''
  return {
    async start() {
      const server = await startEmptyPage(scene.instance)
      try {
        path = await pathOfSize(server, size)
        return server
      } catch (error) {
        await server.stop()
        throw error
      }
    },
    requests: (port) => [requestText(port, { path })],
    expected: [200],
    look(body) {
      const bytes = Buffer.byteLength(body)
      if (Math.abs(bytes - size.bytes) > size.bytes * 0.05)
        throw new Error(`the empty page has ${bytes} bytes, not ${size.bytes}`)
    },
  }
}

/** What the page needs without a letter is measured; the rest is dealt out to its elements as text. */
async function pathOfSize(server: Server, { bytes, elements }: PageSize): Promise<string> {
  const expected = [200]
  // Where there is little room for so many elements they go without an attribute.
  for (const classed of [1, 0]) {
    const path = (letters: number) => `/?elements=${elements}&letters=${letters}&classed=${classed}`
    const requests = [requestText(server.port, { path: path(0) })]
    const bare = Buffer.byteLength(await lookOnce({ server, requests, expected }))
    if (bare <= bytes) return path(Math.round((bytes - bare) / elements))
  }
  throw new Error(`${elements} elements do not fit into ${bytes} bytes`)
}

/** The public pages, against the same bytes sent from memory by node:http. */
export async function intakePages(scene: Scene): Promise<WorkloadResult> {
  const ours: Side = {
    start: () => startIntake(scene.instance),
    requests: (port) => [requestText(port, { path: '/' })],
    expected: [200],
    look: holds(/<\/html>/),
  }
  const server = await ours.start()
  const page = await lookOnce(prepared(ours, server)).finally(() => server.stop())
  const comparison = await compare(scene, ours, sameBytes(scene, page))
  return {
    name: 'intake page',
    lines: comparedLines('intake page', comparison, { share: 0.4 }),
    details: { bytes: Buffer.byteLength(page), comparison },
  }
}

function sameBytes(scene: Scene, page: string): Side {
  return {
    async start() {
      const server = await startRaw(scene.instance)
      const connection = new Connection(server.port)
      await connection.ask(
        requestText(server.port, {
          method: 'POST',
          path: '/bytes/page',
          body: { type: 'text/html', text: page },
        }),
      )
      connection.close()
      return server
    },
    requests: (port) => [requestText(port, { path: '/bytes/page' })],
    expected: [200],
    look: holds(/<\/html>/),
  }
}
