import { Driver } from '../load/driver.ts'
import { formBody, requestText } from '../load/requests.ts'
import { residentMegabytes } from '../measure/machine.ts'
import { quietest } from '../measure/quietest.ts'
import type { WorkloadResult } from '../report/result.ts'
import { startStaff } from '../servers/programs.ts'
import type { Server } from '../servers/server-process.ts'
import type { Worker } from '../world/roster.ts'
import words from '../world/words.json' with { type: 'json' }
import { caseWork, holds } from './case-work.ts'
import {
  drive,
  lookOnce,
  measuredFrom,
  type Prepared,
  prepared,
  type Round,
  type Side,
  warmUp,
} from './compare.ts'
import { asOwner, freshStart, type Scene, someCases } from './scene.ts'

const kinds = Object.keys(words.searches) as (keyof typeof words.searches)[]
const mostTries = 3
const fewestSearches = 40
const longestMs = 20_000

/** Everything typed into the palette, one search after the other, by somebody who may open so many cases. */
export async function search(scene: Scene): Promise<WorkloadResult> {
  await freshStart(scene)
  const server = await startStaff(scene.instance)
  const atDesk = scene.roster.workers[1]
  if (!atDesk) throw new Error('nobody works here')
  try {
    await fileEverything(scene, server)
    const lines: WorkloadResult['lines'] = []
    const details: Record<string, unknown> = {}
    for (const [who, limit] of [
      [atDesk, 40],
      [scene.roster.reader, 250],
    ] as const) {
      const count = Math.round((who.deskIds.length * scene.shape.cases) / scene.shape.desks)
      for (const kind of kinds) {
        const found = await oneKind(scene, server, who, kind)
        details[`${kind} over ${count}`] = found
        lines.push({
          workload: 'search',
          measure: `${kind} over ${count}, p95`,
          unit: 'ms',
          value: found.p95,
          others: found.others,
          bar: { kind: 'at-most', limit: limitFor(count, limit) },
          note: `p50 ${found.p50.toFixed(1)}; ${found.requests} searches; at the socket${othersNote(found.others)}`,
        })
      }
    }
    const meanwhile = await openMeanwhile(scene, server)
    lines.push({
      workload: 'search',
      measure: "somebody else's open-case p50 meanwhile",
      unit: 'times',
      value: meanwhile.during / meanwhile.before,
      others: meanwhile.others,
      bar: { kind: 'at-most', limit: 2 },
      note: `${meanwhile.before.toFixed(2)} ms, then ${meanwhile.during.toFixed(2)} ms${othersNote(meanwhile.others)}`,
    })
    const memory = residentMegabytes(server.pid)
    lines.push({
      workload: 'search',
      measure: 'resident memory after it',
      unit: 'MB',
      value: memory,
      bar: { kind: 'at-most', limit: 400 },
    })
    return { name: 'search', lines, details: { ...details, meanwhile, memory } }
  } finally {
    await server.stop()
  }
}

/** The bars stand for 5,000 and 50,000; a smaller city must do the same with less. */
const limitFor = (count: number, limit: number) => (count <= 5_000 ? 40 : limit)

export const othersNote = (others: number) =>
  others > 0.1 ? `; others had ${Math.round(others * 100)} % of the machine` : ''

function sideOf(who: Worker, kind: keyof typeof words.searches): Side {
  return {
    start: () => Promise.reject(new Error('started already')),
    requests: (port) =>
      words.searches[kind].map((typed) =>
        requestText(port, {
          method: 'POST',
          path: '/search/find',
          headers: { Cookie: `yorube=${who.cookie}` },
          body: formBody({ intent: 'everything', words: typed }),
        }),
      ),
    expected: [200],
    look: holds(/"unopenable":0/),
  }
}

const mostToFile = 100

/** The first searches file what the loader laid there loose, as they do in an office that was taken over from elsewhere. */
async function fileEverything(scene: Scene, server: Server): Promise<void> {
  const side = prepared(sideOf(scene.roster.reader, 'partial'), server)
  for (let search = 0; search < mostToFile; search += 1) {
    if ((await looseCopies(scene)) === 0) return
    await lookOnce({ ...side, requests: side.requests.slice(0, 1) })
  }
  throw new Error('the searches do not file what they find')
}

/** At the reader's desks, of one kind at one of them, as many as are worth a drawer. */
async function looseCopies(scene: Scene): Promise<number> {
  return asOwner(scene, async (client) => {
    const { rows } = await client.query<{ desks: number }>(
      `select count(*)::integer as desks from (select from auth.search_place s where s.drawer_id is null and s.desk_id = any ($1)
         group by s.desk_id, s.label having count(*) >= 32) x`,
      [scene.roster.reader.deskIds],
    )
    return rows[0]?.desks ?? 0
  })
}

async function oneKind(scene: Scene, server: Server, who: Worker, kind: keyof typeof words.searches) {
  const side = prepared(sideOf(who, kind), server)
  const answers: string[] = []
  for (const request of side.requests) answers.push(await lookOnce({ ...side, requests: [request] }))
  if (!answers.some((answer) => /"shown":\[\{/.test(answer))) throw new Error(`nobody is found: ${kind}`)
  await drive(scene, side, 1, scene.milliseconds / 2)
  const round = await quietest(() => enough(scene, side), mostTries, scene.patience)
  return { ...measuredFrom([round]), others: round.others }
}

/** Of a handful of searches the slowest would be the ninety-fifth in a hundred. */
async function enough(scene: Scene, side: Prepared): Promise<Round> {
  const began = performance.now()
  const round = await drive(scene, side, 1, scene.milliseconds * 2)
  while (round.latencies.length < fewestSearches && performance.now() - began < longestMs) {
    const more = await drive(scene, side, 1, scene.milliseconds)
    round.latencies = Float64Array.from([...round.latencies, ...more.latencies])
    round.others = Math.max(round.others, more.others)
  }
  return round
}

/** One person opens cases, alone and then while somebody looks through everything without a pause. */
async function openMeanwhile(scene: Scene, server: Server) {
  const opening = prepared(caseWork.open(scene, await someCases(scene, 500)).ours, server)
  const searching = prepared(sideOf(scene.roster.reader, 'partial'), server)
  await warmUp(scene, opening, 10)
  const second = new Driver()
  try {
    return await quietest(
      async () => {
        const alone = await drive(scene, opening, 1, scene.milliseconds)
        const searches = drive({ ...scene, driver: second }, searching, 1, scene.milliseconds + 500)
        const beside = await drive(scene, opening, 1, scene.milliseconds)
        await searches
        return {
          before: measuredFrom([alone]).p50,
          during: measuredFrom([beside]).p50,
          others: Math.max(alone.others, beside.others),
        }
      },
      mostTries,
      scene.patience,
    )
  } finally {
    second.close()
  }
}
