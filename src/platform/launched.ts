import { once } from 'node:events'
import { z } from 'zod'

/**
 * The contract between the launcher and the processes it starts.
 *
 * In: the configuration as environment variables, the database as YORUBE_DB (`db/access.ts`), and only the secrets
 * that the process's job needs; one that is held (`untilBegun`) gets them when it may begin. Out: these messages over the IPC
 * channel, and the exit code.
 */
export const LaunchedMessage = z.discriminatedUnion('type', [
  /** Serving. `url` is printed for people. */
  z.object({ type: z.literal('ready'), url: z.string().optional() }),
  /** Where the first set-up is made, and the code that it takes, once. */
  z.object({ type: z.literal('setup-code'), url: z.string(), code: z.string() }),
  z.object({ type: z.literal('notice'), text: z.string() }),
])
export type LaunchedMessage = z.infer<typeof LaunchedMessage>

/** Exit codes: 0 = done or asked to stop; REFUSED and REFUSALS = a person must change something, so do not restart; else restart. */
export const REFUSED = 78
/** Refusals for which the launcher has a sentence of its own, by exit code. */
export const REFUSALS = {
  'sample-needs-empty': 79,
  'sample-needs-loopback': 80,
  'root-secret-foreign': 81,
  'database-later': 82,
  'ledger-in-doubt': 83,
} as const

/** Set where the process is held: it may load, and touches nothing. */
export const HELD = 'YORUBE_HELD'
export const BeginMessage = z.object({
  type: z.literal('begin'),
  environment: z.record(z.string(), z.string()),
})
export type BeginMessage = z.infer<typeof BeginMessage>

/** What people wait for loads while the database is still being made ready. Returns when that is done, with the environment complete. */
export async function untilBegun(): Promise<void> {
  if (process.env[HELD] === undefined) return
  const [message] = await once(process, 'message')
  Object.assign(process.env, BeginMessage.parse(message).environment)
}

export function tellLauncher(message: LaunchedMessage) {
  process.send?.(message)
}

/**
 * Runs `stop` once when the launcher asks for it, or is gone. Ctrl-C reaches the whole terminal group: the launcher
 * answers it and tells its processes in order.
 */
export function stopWithLauncher(stop: () => Promise<void>) {
  let stopping = false
  const end = () => {
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', end)
  process.on('disconnect', end)
  process.on('SIGINT', () => process.connected || end())
}
