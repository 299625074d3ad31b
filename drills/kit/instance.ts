import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readRunning } from '../../src/app/launcher/running-file.ts'
import { freePort } from './free-port.ts'

const READY_WITHIN_MS = 600_000
const LAST_LINES = 60
const ANSWERS_WITHIN_MS = 120_000

/** None of them goes on after a drill that was broken off. */
const launchers = new Set<ChildProcess>()
process.once('exit', () => {
  for (const launcher of launchers) launcher.kill()
})

/** An instance as an operator starts it, with processes that can be killed one by one. */
export class Instance {
  readonly folder: string
  readonly dataDir: string
  /** The folder of the release that runs. */
  readonly program: string
  readonly #environment: Record<string, string>
  #launcher: ChildProcess | undefined
  #ports: Record<string, string> = {}

  constructor(environment: Record<string, string> = {}, folder = newFolder(), data = 'data', program = '.') {
    this.program = program
    this.folder = folder
    this.dataDir = join(folder, data)
    this.#environment = environment
  }

  get environment(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      LANG: 'en',
      LOG_LEVEL: 'warn',
      // Drills write faster than anybody works.
      SUBMISSIONS_AT_ONCE: '999999',
      ...this.#ports,
      DATA_DIR: this.dataDir,
      ROOT_SECRET_FILE: join(this.folder, 'root-secret'),
      ...this.#environment,
    }
  }

  /** Runs until every page can be opened. Output goes to a file in the folder. */
  async start(options: readonly string[] = []): Promise<void> {
    // Fixed, as in an office: a process that is killed comes back where people look for it.
    this.#ports = { PORT: String(await freePort()), INTAKE_PORT: String(await freePort()) }
    const output = openSync(join(this.folder, 'output.log'), 'a', 0o600)
    this.#launcher = spawn(process.execPath, ['src/app/launch.ts', ...options], {
      cwd: this.program,
      env: this.environment,
      stdio: ['ignore', output, output],
    })
    launchers.add(this.#launcher)
    const patience = Date.now() + READY_WITHIN_MS
    while (!readRunning(this.dataDir)) {
      if (this.#launcher.exitCode !== null || Date.now() > patience)
        throw new Error(`it does not start:\n${readFileSync(join(this.folder, 'output.log'), 'utf8')}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  get staffUrl(): string {
    return (readRunning(this.dataDir)?.addresses.staff ?? '').replace(/\/$/, '')
  }

  /** Of a process that the launcher keeps running; undefined while it is away. */
  pidOf(program: 'main.ts' | 'worker.ts' | 'intake.ts' | 'archive.ts'): number | undefined {
    const launcher = String(this.#launcher?.pid)
    return processes().find(
      ({ parent, command }) => parent === launcher && command.includes(`src/app/${program}`),
    )?.pid
  }

  get postmaster(): number | undefined {
    const file = join(this.dataDir, 'database/cluster/postmaster.pid')
    const pid = Number(readOr(file).split('\n')[0])
    return Number.isInteger(pid) && readOr(`/proc/${pid}/cmdline`).includes('/postgres') ? pid : undefined
  }

  /** One of the processes that serve a connection. */
  get backend(): number | undefined {
    const parent = String(this.postmaster)
    const backends = processes().filter(
      (one) => one.parent === parent && / yorube(_app|_worker)? yorube /.test(one.command),
    )
    return backends[Math.floor(Math.random() * backends.length)]?.pid
  }

  /** Past everything: for the drill's own look at the tables. Waits for a database that is just coming back. */
  async superuser(): Promise<pg.Client> {
    for (const patience = Date.now() + ANSWERS_WITHIN_MS; ; ) {
      try {
        return await this.#connect()
      } catch (error) {
        if (Date.now() > patience) throw error
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }

  /** Until every line of the record lies in the log: the sample writes thousands, and the worker begins when the pages are open. */
  async untilSealed(): Promise<void> {
    const superuser = await this.superuser()
    try {
      for (const patience = Date.now() + ANSWERS_WITHIN_MS; ; ) {
        const { rowCount } = await superuser.query(
          'select from audit.event e where not exists (select from internal.log_leaf l where l.seq = e.seq) limit 1',
        )
        if (rowCount === 0) return
        if (Date.now() > patience) throw new Error('nobody seals the record')
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    } finally {
      await superuser.end()
    }
  }

  async #connect(): Promise<pg.Client> {
    const password = readFileSync(join(this.dataDir, 'database/superuser'), 'utf8')
    const client = new pg.Client({
      host: join(this.dataDir, 'database/run'),
      user: 'postgres',
      password,
      database: 'yorube',
    })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  /** The end of what it printed, for a drill that fails. */
  get lastWords(): string {
    return readOr(join(this.folder, 'output.log')).split('\n').slice(-LAST_LINES).join('\n')
  }

  async stop(): Promise<void> {
    const launcher = this.#launcher
    if (!launcher || launcher.exitCode !== null) return
    const ended = once(launcher, 'exit')
    launcher.kill('SIGTERM')
    await ended
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yorube-drill-'))
  // The database's own account must reach its files in there, or they go elsewhere.
  chmodSync(folder, 0o711)
  return folder
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function processes() {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => {
      const stat = readOr(`/proc/${pid}/stat`)
      const [, parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return { pid: Number(pid), parent, command: readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') }
    })
}

export function kill(pid: number | undefined): boolean {
  if (!pid) return false
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}
