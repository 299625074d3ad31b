import { AsyncLocalStorage } from 'node:async_hooks'
import type { Pool } from '../../../platform/db/pool.server.ts'

/**
 * The sample has lived through two years, by the same use-cases as everybody. So an act of its story runs on its own
 * day: in this process `new Date()` tells that day inside `at()`, and the real one everywhere else. The database tells
 * it too (see `lived-time.ts`). Deadlines, case numbers and fiscal years come out by the modules' own rules.
 */
const moment = new AsyncLocalStorage<{ at: number; since: number }>()

export function at<Result>(instant: number, act: () => Promise<Result>): Promise<Result> {
  return moment.run({ at: instant, since: performance.now() }, act)
}

/** Nobody has been promised anything before the end: a commit need not wait for the disk. */
const settings =
  "select set_config('yorube.lived_time', $1, false), set_config('synchronous_commit', 'off', false)"

function livedNow(): number | undefined {
  const story = moment.getStore()
  return story && Math.round(story.at + (performance.now() - story.since))
}

/** Puts the lived time in the place of `Date` until the returned function is called. */
export function liveThroughTime(): () => void {
  const real = globalThis.Date
  globalThis.Date = new Proxy(real, {
    construct: (target, parts, maker) =>
      Reflect.construct(target, parts.length === 0 ? [livedNow() ?? real.now()] : parts, maker),
    get: (target, name, self) =>
      name === 'now' ? () => livedNow() ?? real.now() : Reflect.get(target, name, self),
  })
  return () => {
    globalThis.Date = real
  }
}

/**
 * Lets every transaction of the pool know the lived time, in the setting that `lived-time.ts` reads, until the returned
 * function is called.
 */
export function tellLivedTime(pool: Pool): () => void {
  const own = pool.connect
  const connect = own.bind(pool)
  const connectInTime = async () => {
    const client = await connect()
    const now = livedNow()
    const told = now === undefined ? '' : new Date(now).toISOString()
    // Sent ahead of `begin` on the same connection; should it fail, so does the transaction behind it.
    client.query(settings, [told]).catch(() => undefined)
    return client
  }
  Object.assign(pool, { connect: connectInTime })
  return () => {
    Object.assign(pool, { connect: own })
  }
}
