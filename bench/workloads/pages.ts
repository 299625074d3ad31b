import { Connection } from '../load/connection.ts'
import { requestText } from '../load/requests.ts'
import type { WorkloadResult } from '../report/result.ts'
import { startEmptyPage, startIntake, startRaw, startStaff } from '../servers/programs.ts'
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
  for (const [name, path] of Object.entries(pagePaths)) {
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
    results.push({
      name,
      lines: comparedLines(name, comparison, { share: 0.6, p50: 15, p95: 40 }),
      details: { size, comparison },
    })
  }
  return results
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

const bytesOfOneElement = Buffer.byteLength('<span class="line"></span>')

function emptyPage(scene: Scene, { bytes, elements }: PageSize): Side {
  const own = 1_500
  const letters = Math.max(0, Math.round((bytes - own) / elements) - bytesOfOneElement)
  return {
    start: () => startEmptyPage(scene.instance),
    requests: (port) => [requestText(port, { path: `/?elements=${elements}&letters=${letters}` })],
    expected: [200],
    look(body) {
      const size = Buffer.byteLength(body)
      if (Math.abs(size - bytes) > bytes * 0.1)
        throw new Error(`the empty page has ${size} bytes, not ${bytes}`)
    },
  }
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
