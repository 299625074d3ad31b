import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPool, type Pool } from '../src/platform/db/pool.server.ts'
import { countIn, type Drill, ms, mustBeNone, percentile, tell } from './kit/drill.ts'
import { freePort } from './kit/free-port.ts'
import { newFolder } from './kit/instance.ts'
import { Ledger } from './kit/ledger.ts'
import { Node } from './kit/replicas.ts'
import { prepareRecord, tableOfWritings, verifyRecord, writingOf } from './kit/replicated-record.ts'

const NAMES = ['one', 'two', 'three']
const CLIENTS = 4
const LOOK_MS = 100
/** So often in a row must a primary fail to answer before it counts as lost. */
const MISSES = 2
const BACK_WITHIN_MS = 120_000
const RTO_MS = 60_000

/**
 * `failover [--times 10]`: three servers, of which a write must be on two before it is acknowledged. Kills the primary under
 * load, promotes the standby that has most, lets the other follow, and builds the lost one anew. The clients use the
 * product's own pool and are told nothing.
 */
export const drill: Drill = async (options) => {
  const times = countIn(options, 'times', 10)
  const folder = newFolder()
  const password = randomBytes(18).toString('hex')
  const nodes = await Promise.all(
    NAMES.map(async (name) => new Node(folder, name, await freePort(), password)),
  )
  const ledger = new Ledger<{ id: string }>(join(folder, 'ledger.jsonl'))
  const clients = new Clients(nodes, ledger)
  try {
    let [primary, ...standbys] = nodes as [Node, ...Node[]]
    await begin(primary, standbys)
    await prepareRecord(primary.access)
    clients.begin()
    const outages: number[] = []
    let [lines, documents, findings] = [0, 0, 0]
    const promotions: number[] = []
    for (let time = 1; time <= times; time += 1) {
      await sleep(500 + 1500 * Math.random())
      const killedAt = Date.now()
      primary.killAll()
      const promoted = await takeOver(primary, standbys)
      promotions.push(promoted.ms)
      outages.push(await clients.untilTaken(killedAt))
      const record = await verifyRecord(promoted.primary.access)
      lines = record.lines
      documents = record.documents
      findings += record.findings
      const lost = primary
      primary = promoted.primary
      standbys = [...standbys.filter((one) => one !== primary), lost]
      console.log(`${time}/${times}  ${primary.name} took over, writes back after ${ms(outages.at(-1) ?? 0)}`)
      await rebuild(lost, primary)
    }
    await clients.stop()
    const kept = await primary.query<{ id: string }>(
      `select id from written where exists (select from audit.event e where e.object_id = written.id)`,
    )
    const ids = new Set(kept.map(({ id }) => id))
    const acknowledged = ledger.entries()
    return tell([
      { what: 'failovers', found: outages.length, holds: outages.length === times },
      { what: 'commits acknowledged', found: acknowledged.length, holds: acknowledged.length > times },
      { what: 'commits without an answer', found: clients.unanswered },
      mustBeNone(
        'acknowledged commits lost, or without their line',
        acknowledged.filter(({ id }) => !ids.has(id)).length,
      ),
      { what: 'lines of the record gone over by verify', found: lines, holds: lines > 0 },
      { what: 'documents that it held against it', found: documents, holds: documents > 0 },
      mustBeNone('findings of verify, after each', findings),
      { what: 'noticed and promoted after, median', found: ms(percentile(promotions, 0.5)) },
      { what: 'writes back after, median', found: ms(percentile(outages, 0.5)) },
      {
        what: 'writes back after, p95',
        found: ms(percentile(outages, 0.95)),
        holds: percentile(outages, 0.95) <= RTO_MS,
      },
    ])
  } finally {
    await clients.stop()
    for (const node of nodes) await node.stop().catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function begin(primary: Node, standbys: readonly Node[]): Promise<void> {
  await primary.initialise()
  await primary.start(standbys)
  // Until a standby stands beside it, nothing may wait for one.
  await primary.query(`set synchronous_commit = local; ${tableOfWritings}`)
  for (const standby of standbys) await rebuild(standby, primary)
}

/** What a conductor such as Patroni does: notices, chooses whoever has most, promotes, turns the other round. */
async function takeOver(lost: Node, standbys: readonly Node[]) {
  const began = Date.now()
  for (let misses = 0; misses < MISSES; ) {
    misses = await lost.query('select 1').then(
      () => 0,
      () => misses + 1,
    )
    await sleep(LOOK_MS)
  }
  const reached = await Promise.all(standbys.map(async (node) => ({ node, lsn: await receivedBy(node) })))
  const [chosen, ...rest] = reached.toSorted((a, b) => (a.lsn < b.lsn ? 1 : -1)).map(({ node }) => node)
  if (!chosen) throw new Error('nobody is left to take over')
  const names = standbys.map(({ name }) => name).filter((name) => name !== chosen.name)
  await chosen.query(
    `alter system set synchronous_standby_names = 'ANY 1 (${[...names, lost.name].join(', ')})'`,
  )
  // A server reads its settings anew when it is told to, and not when it is promoted: it would acknowledge what it alone has.
  await chosen.query('select pg_reload_conf()')
  await chosen.query('select pg_promote(true, 60)')
  for (const node of rest) await node.follow(chosen)
  return { primary: chosen, ms: Date.now() - began }
}

async function receivedBy(node: Node): Promise<bigint> {
  const [row] = await node.query<{ lsn: string }>(
    `select (coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0')::text as lsn`,
  )
  return BigInt(row?.lsn ?? 0)
}

/** The lost one comes back empty: whatever it holds past the others was acknowledged to nobody. */
async function rebuild(node: Node, primary: Node): Promise<void> {
  await node.stop().catch(() => undefined)
  await node.copyFrom(primary)
  await node.start()
  const patience = Date.now() + BACK_WITHIN_MS
  for (;;) {
    const following = await primary.query<{ name: string }>(
      `select application_name as name from pg_stat_replication where state = 'streaming'`,
    )
    if (following.some(({ name }) => name === node.name)) return
    if (Date.now() > patience) throw new Error(`${node.name} does not follow`)
    await sleep(100)
  }
}

class Clients {
  readonly #pool: Pool
  readonly #ledger: Ledger<{ id: string }>
  #isStopped = false
  #working: Promise<void>[] = []
  #taken: number[] = []
  unanswered = 0

  constructor([first, ...others]: readonly Node[], ledger: Ledger<{ id: string }>) {
    this.#ledger = ledger
    const places = others.map(({ access }) => ({ host: access.host, port: access.port }))
    if (!first) throw new Error('no server')
    this.#pool = openPool({ ...first.access, others: places }, CLIENTS, () => undefined)
  }

  begin(): void {
    this.#taken = Array.from({ length: CLIENTS }, () => 0)
    this.#working = this.#taken.map((_, i) => this.#work(i))
  }

  async #work(i: number): Promise<void> {
    while (!this.#isStopped) {
      const id = randomUUID()
      const sentAt = Date.now()
      try {
        const { sql, values } = writingOf(id)
        await this.#pool.query(sql, values)
        this.#ledger.write({ id })
        this.#taken[i] = sentAt
      } catch {
        this.unanswered += 1
        await sleep(20)
      }
    }
  }

  /** Until each client has had something taken that it sent after that moment. */
  async untilTaken(killedAt: number): Promise<number> {
    const patience = Date.now() + BACK_WITHIN_MS
    while (this.#taken.some((sentAt) => sentAt <= killedAt)) {
      if (Date.now() > patience) throw new Error('writes do not come back')
      await sleep(10)
    }
    return Date.now() - killedAt
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return
    this.#isStopped = true
    await Promise.all(this.#working)
    await this.#pool.end()
  }
}
