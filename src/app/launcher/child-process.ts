import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type BeginMessage, HELD, LaunchedMessage, REFUSALS, REFUSED } from '../../platform/launched.ts'
import { bareEnvironment, type Child, type EnvironmentOf } from './child-table.ts'
import { LaunchFailure } from './launch-failure.ts'

const PROJECT = join(import.meta.dirname, '../../..')
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** One that served this long starts again without a longer pause: people are waiting for it. */
const STEADY_MS = 5_000
/** Deaths in a row before a process has ever served: it will not mend itself. */
const HOPELESS = 3
const STOP_WITHIN_MS = 1000

export interface Listener {
  onMessage: (child: Child, message: LaunchedMessage) => void
  onRestart: (child: Child, cause: string, pauseMs: number) => void
}

function begin(
  child: Child,
  environment: Record<string, string>,
  onMessage: (message: LaunchedMessage) => void,
) {
  const started = spawn(process.execPath, child.program, {
    cwd: PROJECT,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  started.on('message', (raw) => {
    const { success, data } = LaunchedMessage.safeParse(raw)
    if (success) onMessage(data)
  })
  return started
}

async function end(started: ChildProcess, { stopWithinMs = STOP_WITHIN_MS }: Child) {
  if (started.exitCode !== null || started.signalCode !== null) return
  const ended = once(started, 'exit')
  started.kill('SIGTERM')
  const patience = setTimeout(() => started.kill('SIGKILL'), stopWithinMs)
  await ended
  clearTimeout(patience)
}

/** Runs a step to its end. Stopping the launcher meanwhile stops the step. */
export async function runStep(
  child: Child,
  environment: Record<string, string>,
  listener: Listener,
  stop: AbortSignal,
) {
  const started = begin(child, environment, (message) => listener.onMessage(child, message))
  const onStop = () => void end(started, child)
  stop.addEventListener('abort', onStop)
  const [code, signal] = await once(started, 'exit')
  stop.removeEventListener('abort', onStop)
  if (code === 0 || stop.aborted) return
  const problem = refusalOf(code) ?? 'step-failed'
  const isAboutSecret = problem === 'root-secret-foreign'
  throw new LaunchFailure(
    problem,
    isAboutSecret ? (environment.ROOT_SECRET_FILE ?? '') : `${child.name} (${code ?? signal})`,
  )
}

function refusalOf(code: number | null) {
  const problems = Object.keys(REFUSALS) as (keyof typeof REFUSALS)[]
  return problems.find((problem) => REFUSALS[problem] === code)
}

export interface Served {
  /** Resolves at the first `ready`. */
  ready: Promise<void>
  /** Rejects when the process refuses, or never serves; resolves after `stop`. */
  finished: Promise<void>
}

/** Keeps a process running until `stop`. Environments are known when processes may begin; a rejection means never. */
export function keepRunning(
  child: Child,
  environmentOf: Promise<EnvironmentOf>,
  listener: Listener,
  stop: AbortSignal,
): Served {
  const { promise: ready, resolve: becameReady } = Promise.withResolvers<void>()
  return { ready, finished: keep(child, environmentOf, listener, stop, becameReady) }
}

function letBegin(started: ChildProcess, environment: Record<string, string>) {
  const message: BeginMessage = { type: 'begin', environment }
  // One that has just died is started again, and told again.
  if (started.connected) started.send(message, () => undefined)
}

async function keep(
  child: Child,
  environmentOf: Promise<EnvironmentOf>,
  listener: Listener,
  stop: AbortSignal,
  becameReady: () => void,
) {
  let pauseMs = FIRST_PAUSE_MS
  let hasServed = false
  const known = child.loadsAhead ? { ...bareEnvironment(), [HELD]: '1' } : (await environmentOf)(child)
  for (let deaths = 1; !stop.aborted; deaths += 1) {
    let servedSince = Number.POSITIVE_INFINITY
    const started = begin(child, known, (message) => {
      if (message.type === 'ready') {
        hasServed = true
        servedSince = Date.now()
        becameReady()
      }
      listener.onMessage(child, message)
    })
    if (child.loadsAhead)
      environmentOf.then(
        (of) => letBegin(started, of(child)),
        () => undefined,
      )
    const onStop = () => void end(started, child)
    stop.addEventListener('abort', onStop)
    const [code, signal] = await once(started, 'exit')
    stop.removeEventListener('abort', onStop)
    if (stop.aborted) return
    if (code === REFUSED) throw new LaunchFailure('child-refused', child.name)
    if (!hasServed && deaths >= HOPELESS)
      throw new LaunchFailure('child-hopeless', `${child.name} (${code ?? signal})`)
    if (Date.now() - servedSince > STEADY_MS) pauseMs = FIRST_PAUSE_MS
    listener.onRestart(child, String(code ?? signal), pauseMs)
    await sleep(pauseMs, undefined, { signal: stop }).catch(() => undefined)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}
