import { join } from 'node:path'
import { Connection } from '../load/connection.ts'
import { postmasterOf, secondsOf, watchOthers } from '../measure/machine.ts'
import { quietest } from '../measure/quietest.ts'
import { isDisturbed, median, type Quantiles, quantiles, type Share, shareOf } from '../measure/statistics.ts'
import type { Server } from '../servers/server-process.ts'
import { freshStart, type Scene } from './scene.ts'

/** One of the two that are compared: how it starts, and what it is asked. */
export interface Side {
  start: () => Promise<Server>
  requests: (port: number) => readonly string[]
  expected: readonly number[]
  /** No more than this in a second; without it as many as the server answers. */
  perSecond?: number
  /** Throws where an answer is not what was asked for: an error page is quick, too. */
  look?: (body: string) => void
}

export interface Round {
  perSecond: number
  latencies: Float64Array
  serverMicros: number
  databaseMicros: number
  others: number
}

export interface Measured extends Quantiles {
  perSecond: number
  requests: number
  /** Core time a request, in the server's process and in PostgreSQL. */
  serverMicros: number
  databaseMicros: number
}

export interface Compared {
  ours: Measured
  theirs: Measured
  share: Share
  disturbedRounds: number
  /** What part of the machine somebody else had, in the middle one of the rounds. */
  others: number
  rounds: number
}

/** By number of connections. */
export type Comparison = Record<1 | 10, Compared>

/** The compiler must have seen the whole way often; where the machine is busy that takes a while. */
const warmUpRequests = 1_500
const longestWarmUpMs = 15_000
/** By then the compiler has seen it all; only the one connection is new. */
const oneConnectionWarmUpMs = 500
export const mostTries = 3
const widths = [10, 1] as const

/** Both servers are started anew (long-running ones slow down, and not equally), then asked in turn. */
export async function compare(scene: Scene, ours: Side, theirs: Side): Promise<Comparison> {
  await freshStart(scene)
  const servers: Server[] = []
  const started = async (side: Side) => {
    const server = await side.start()
    servers.push(server)
    return prepared(side, server)
  }
  try {
    const sides = [await started(ours), await started(theirs)] as const
    for (const side of sides) await lookOnce(side)
    const compared: Partial<Comparison> = {}
    for (const width of widths) {
      for (const side of sides)
        if (width === 1) await drive(scene, side, width, oneConnectionWarmUpMs)
        else await warmUp(scene, side, width)
      compared[width] = await inTurn(scene, sides, width)
    }
    return compared as Comparison
  } finally {
    for (const server of servers) await server.stop()
  }
}

export interface Prepared extends Omit<Side, 'requests'> {
  server: Server
  requests: readonly string[]
}

export function prepared(side: Side, server: Server): Prepared {
  return { ...side, server, requests: side.requests(server.port) }
}

export async function lookOnce({
  server,
  requests,
  expected,
  look,
}: Omit<Prepared, 'start'>): Promise<string> {
  const connection = new Connection(server.port)
  try {
    const { status, body } = await connection.ask(requests[0] ?? '')
    if (!expected.includes(status)) throw new Error(`answered ${status}`)
    look?.(body)
    return body
  } finally {
    connection.close()
  }
}

export async function warmUp(scene: Scene, side: Prepared, width: number): Promise<void> {
  const began = performance.now()
  for (let count = 0; count < warmUpRequests && performance.now() - began < longestWarmUpMs; )
    count += (await drive(scene, side, width, 500)).latencies.length
}

async function inTurn(scene: Scene, sides: readonly [Prepared, Prepared], width: number): Promise<Compared> {
  // What one person waits settles in half the time: nobody stands in her way.
  const milliseconds = width === 1 ? scene.milliseconds / 2 : scene.milliseconds
  const kept: [Round[], Round[]] = [[], []]
  for (let at = 0; at < scene.rounds; at += 1) {
    // Both halves of a round are repeated together, and who begins changes.
    const order = at % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)
    const pair = await quietest(
      async () => {
        const both: Round[] = []
        for (const side of order) both[side] = await drive(scene, sides[side], width, milliseconds)
        return { both, others: Math.max(...both.map((one) => one.others)) }
      },
      mostTries,
      scene.patience,
    )
    for (const side of order) {
      const round = pair.both[side]
      if (round) kept[side].push(round)
    }
  }
  const [ours, theirs] = kept
  const othersHad = ours.map((one, at) => Math.max(one.others, theirs[at]?.others ?? 0))
  const rates = (rounds: readonly Round[]) => rounds.map((round) => round.perSecond)
  return {
    ours: measuredFrom(ours),
    theirs: measuredFrom(theirs),
    share: shareOf(rates(ours), rates(theirs)),
    disturbedRounds: othersHad.filter(isDisturbed).length,
    others: median(othersHad),
    rounds: scene.rounds,
  }
}

export function measuredFrom(rounds: readonly Round[]): Measured {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick))
  const each = rounds.map((round) => quantiles(round.latencies))
  return {
    perSecond: of((round) => round.perSecond),
    requests: rounds.reduce((sum, round) => sum + round.latencies.length, 0),
    p50: median(each.map((one) => one.p50)),
    p95: median(each.map((one) => one.p95)),
    p99: median(each.map((one) => one.p99)),
    serverMicros: of((round) => round.serverMicros),
    databaseMicros: of((round) => round.databaseMicros),
  }
}

/** One round; any wrong answer ends the measurement. */
export async function drive(
  { driver, instance }: Scene,
  { server, requests, expected, perSecond }: Prepared,
  connections: number,
  milliseconds: number,
): Promise<Round> {
  const database = postmasterOf(join(instance.embedded.dataDir, 'database', 'cluster'))
  const spentBefore = [secondsOf(server.pid), secondsOf(database)] as const
  const others = watchOthers()
  const outcome = await driver.drive({
    ...{ port: server.port, connections, milliseconds, requests, expected },
    ...(perSecond === undefined ? {} : { perSecond }),
  })
  const othersHad = others()
  const mistakes = Object.entries(outcome.mistakes).map(([status, count]) => `${count} × ${status}`)
  if (mistakes.length > 0) throw new Error(`wrong answers: ${mistakes.join(', ')}`)
  const count = outcome.latencies.length
  const micros = (pid: number, before: number) => ((secondsOf(pid) - before) * 1_000_000) / Math.max(1, count)
  return {
    perSecond: (count * 1000) / outcome.milliseconds,
    latencies: outcome.latencies,
    serverMicros: micros(server.pid, spentBefore[0]),
    databaseMicros: micros(database, spentBefore[1]),
    others: othersHad,
  }
}
