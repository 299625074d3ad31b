import { readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedError, type EmbeddedEvent } from './embedded-error.ts'
import type { Places } from './places.ts'
import { answers } from './single-instance.ts'

/** Larger than any pid Linux gives out. */
const NO_SUCH_PID = 2_147_483_646
export const SOCKET = '.s.PGSQL.5432'

export function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Is this pid the postmaster of this cluster, and not an innocent process that got its number after a restart? */
export function isPostmaster(pid: number, cluster: string): boolean {
  const [program = '', ...options] = readLines(`/proc/${pid}/cmdline`).join('\n').split('\0')
  return program.endsWith('/postgres') && options.includes(cluster)
}

/**
 * Clears what a killed supervisor left behind. Only one supervisor lives at a time (`claim`), so a running postmaster
 * is an orphan: usually already stopping, because its pipe to us broke.
 */
export async function clearLeftovers(places: Places, log: (event: EmbeddedEvent) => void) {
  const pidFile = join(places.cluster, 'postmaster.pid')
  const lines = readLines(pidFile)
  const pid = Number(lines[0])
  if (pid > 0 && isPostmaster(pid, places.cluster)) {
    log({ type: 'orphan', pid })
    await stopOrphan(pid, places.cluster)
  } else if (await answers(join(places.run, SOCKET))) {
    throw new EmbeddedError('already-running', places.dataDir)
  }
  await endStrayBackends(places.cluster)
  // PostgreSQL trusts a pid that is alive. Naming one that cannot exist keeps its own check of the shared memory.
  if (readLines(pidFile).length > 0)
    writeFileSync(pidFile, [NO_SUCH_PID, ...readLines(pidFile).slice(1)].join('\n'))
  for (const name of [SOCKET, `${SOCKET}.lock`]) rmSync(join(places.run, name), { force: true })
}

async function stopOrphan(pid: number, cluster: string) {
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ] as const) {
    sendSignal(pid, signal)
    for (let waited = 0; waited < seconds * 50; waited += 1) {
      if (!isPostmaster(pid, cluster)) return
      await sleep(20)
    }
  }
  throw new EmbeddedError('cannot-start', `pid ${pid}`)
}

/** Backends that outlive a killed postmaster still write to the cluster; every one works from inside its folder. */
async function endStrayBackends(cluster: string) {
  for (let waited = 0; waited < 250; waited += 1) {
    const strays = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && worksIn(entry, cluster))
    if (strays.length === 0) return
    if (waited > 100) for (const stray of strays) sendSignal(Number(stray), 'SIGKILL')
    await sleep(20)
  }
  throw new EmbeddedError('cannot-start', cluster)
}

function worksIn(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

export function sendSignal(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
