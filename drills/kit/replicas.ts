import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { chown, mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type Binaries, usableBinaries } from '../../src/platform/db/embedded/binaries.ts'
import { initialise } from '../../src/platform/db/embedded/initialise.ts'
import { type Places, preparePlaces } from '../../src/platform/db/embedded/places.ts'
import { giveTo, type ServerUser } from '../../src/platform/db/embedded/server-user.ts'
import { serverArguments } from '../../src/platform/db/embedded/settings.ts'
import { superviseServer } from '../../src/platform/db/embedded/supervised-server.ts'
import { copyOnline } from '../../src/platform/db/physical/copy-online.ts'
import { kill } from './instance.ts'

const HOST = '127.0.0.1'

/** One PostgreSQL of a cluster of three: the shipped binaries on a port of this machine. */
export class Node {
  readonly name: string
  readonly port: number
  readonly password: string
  readonly #places: Places
  readonly #user: ServerUser | undefined
  #stop: (() => Promise<void>) | undefined

  constructor(folder: string, name: string, port: number, password: string) {
    this.name = name
    this.port = port
    this.password = password
    const { places, user } = preparePlaces(join(folder, name), () => undefined)
    this.#places = places
    this.#user = user
  }

  get access() {
    const { port, password } = this
    return { host: HOST, port, user: 'postgres', password, database: 'postgres', ssl: false }
  }

  get #programs(): Binaries {
    return usableBinaries(this.#places, this.#user, () => undefined)
  }

  async initialise(): Promise<void> {
    await writeFile(this.#places.passwordFile, this.password, { mode: 0o600 })
    giveTo(this.#user, this.#places.passwordFile)
    await initialise(this.#places, this.#programs, this.#user, true)
  }

  /** `standbys`: it acknowledges nothing that is not on one of them too. */
  async start(standbys: readonly Node[] = []): Promise<void> {
    const names = standbys.map(({ name }) => name).join(', ')
    const settings = {
      listen_addresses: HOST,
      port: String(this.port),
      cluster_name: this.name,
      max_slot_wal_keep_size: '1GB',
      wal_keep_size: '256MB',
      wal_receiver_timeout: '5s',
      wal_retrieve_retry_interval: '200ms',
      ...(names ? { synchronous_standby_names: `ANY 1 (${names})` } : {}),
    }
    const command = [
      join(this.#programs.folder, 'bin/postgres'),
      '-D',
      this.#places.cluster,
      '-k',
      this.#places.run,
      ...serverArguments({ fsync: true, sharedBuffers: '32MB' }),
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ]
    const server = await superviseServer(this.#places, command, this.#user, () => undefined)
    this.#stop = server.stop
  }

  /** Becomes a standby of `primary` with a fresh copy of it. */
  async copyFrom(primary: Node): Promise<void> {
    const { cluster } = this.#places
    await rm(cluster, { recursive: true, force: true })
    await mkdir(cluster, { mode: 0o700 })
    const own = async (path: string) => this.#user && (await chown(path, this.#user.uid, this.#user.gid))
    await own(cluster)
    await copyOnline(primary.access, primary.#places.cluster, {
      folder: async (path) => {
        await mkdir(join(cluster, path), { mode: 0o700 })
        await own(join(cluster, path))
      },
      file: async (path, _bytes, content) => {
        const file = await open(join(cluster, path), 'wx', 0o600)
        for await (const piece of content) await file.writeFile(piece)
        await file.close()
        await own(join(cluster, path))
      },
    })
    for (const [name, text] of [
      ['standby.signal', ''],
      ['postgresql.auto.conf', `primary_conninfo = '${conninfo(primary, this)}'\n`],
    ] as const) {
      await writeFile(join(cluster, name), text, { mode: 0o600 })
      await own(join(cluster, name))
    }
    chmodSync(cluster, 0o700)
  }

  async query<Row extends object>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ ...this.access, connectionTimeoutMillis: 1000, query_timeout: 20_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.query<Row>(sql)).rows
    } finally {
      client.end().catch(() => undefined)
    }
  }

  async follow(primary: Node): Promise<void> {
    await this.query(`alter system set primary_conninfo = '${conninfo(primary, this)}'`)
    await this.query('select pg_reload_conf()')
  }

  /** As if its machine had lost its power: the server and everything that works for it, at once. */
  killAll(): void {
    const pid = Number(readFileSync(join(this.#places.cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
    for (const child of [pid, ...childrenOf(pid)]) kill(child)
  }

  async stop(): Promise<void> {
    await this.#stop?.()
  }
}

const conninfo = (primary: Node, standby: Node) =>
  `host=${HOST} port=${primary.port} user=postgres password=${primary.password} application_name=${standby.name} connect_timeout=2`

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
        return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(pid)
      } catch {
        return false
      }
    })
    .map(Number)
}
