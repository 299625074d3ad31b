import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedError, type EmbeddedEvent } from './embedded-error.ts'
import { BARE_ENVIRONMENT } from './initialise.ts'
import { isPostmaster, readLines, sendSignal } from './leftovers.ts'
import type { Places } from './places.ts'
import type { ServerUser } from './server-user.ts'

/**
 * A shell between us and PostgreSQL: file 3 is a pipe that only this Node process holds open. When it breaks, even
 * because Node was killed with -9, the shell asks PostgreSQL for a fast shutdown, again and again, since one that has only just begun does not listen.
 * Its own process group keeps Ctrl-C away.
 */
const WATCHDOG = `
trap '' INT TERM HUP
"$@" 3<&- &
server=$!
{ read -r _ <&3; while kill -INT $server; do sleep 1 3<&-; done; } &
watcher=$!
wait $server
status=$?
kill -KILL $watcher
exit $status`

export interface SupervisedServer {
  /** Resolves when PostgreSQL has ended, for whatever reason. */
  ended: Promise<void>
  stop(): Promise<void>
}

/** Longest wait for a fast shutdown; after it PostgreSQL stops at once and replays its log on the next start. */
const FAST_SHUTDOWN_MS = 1500
const LONGEST_RECOVERY_MS = 600_000

export async function superviseServer(
  places: Places,
  command: string[],
  user: ServerUser | undefined,
  log: (event: EmbeddedEvent) => void,
  longestRecoveryMs = LONGEST_RECOVERY_MS,
): Promise<SupervisedServer> {
  const child = spawnWatched(places, command, user)
  const ended = once(child, 'exit').then(() => undefined)
  const pid = await untilReady(places, child, log, longestRecoveryMs)
  return {
    ended,
    async stop() {
      breakPipe(child)
      const patience = setTimeout(
        () => isPostmaster(pid, places.cluster) && sendSignal(pid, 'SIGQUIT'),
        FAST_SHUTDOWN_MS,
      )
      await ended
      clearTimeout(patience)
    },
  }
}

function spawnWatched(places: Places, command: string[], user: ServerUser | undefined): ChildProcess {
  // One earlier log is kept, so that the file cannot grow for ever.
  if (existsSync(places.logFile)) renameSync(places.logFile, `${places.logFile}.previous`)
  const output = openSync(places.logFile, 'a', 0o600)
  const child = spawn('/bin/sh', ['-c', WATCHDOG, 'yorube-postgres', ...command], {
    ...user,
    cwd: places.database,
    env: BARE_ENVIRONMENT,
    stdio: ['ignore', output, output, 'pipe'],
    detached: true,
  })
  closeSync(output)
  return child
}

/** PostgreSQL writes `ready` into the eighth line of its pid file; a crash may have left an older one. */
async function untilReady(
  places: Places,
  child: ChildProcess,
  log: (event: EmbeddedEvent) => void,
  longestRecoveryMs: number,
): Promise<number> {
  const started = Date.now()
  let told = false
  while (child.exitCode === null && child.signalCode === null) {
    const lines = readLines(join(places.cluster, 'postmaster.pid'))
    const pid = Number(lines[0])
    if (lines[7]?.trim() === 'ready' && isPostmaster(pid, places.cluster)) return pid
    const waited = Date.now() - started
    if (waited > 5000 && !told) {
      log({ type: 'recovering' })
      told = true
    }
    if (waited > longestRecoveryMs) breakPipe(child)
    await sleep(20)
  }
  throw new EmbeddedError('cannot-start', places.logFile)
}

function breakPipe(child: ChildProcess) {
  const pipe = child.stdio[3] as Writable
  pipe.destroy()
}
