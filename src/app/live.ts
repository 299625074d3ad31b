import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { hearNews } from '../modules/today/hear-news.ts'
import type { Caller } from '../platform/actor.ts'
import { isAppError } from '../platform/errors.ts'
import type { Audience } from '../platform/live/audience.ts'

const checkEveryMs = 60_000
/** Several changes at once are one piece of news. */
const gatherMs = 300

/**
 * A page that stays open hears that something changed, never what. Each event first asks again whether the session
 * lives and what it may see; when it has ended, the page is told so and the stream closes.
 */
export function liveStream(c: Context, audience: Audience, caller: Caller): Response | Promise<Response> {
  const quiet = { ...caller, isAct: false }
  if (audience.isFull) return c.text('busy', 503)
  const answer = streamSSE(c, async (stream) => {
    const first = await ask(quiet)
    if (first === 'away') return
    if (!first) return void (await stream.writeSSE({ event: 'ended', data: '' }))
    await stream.writeSSE({ event: 'news', data: String(first.unread) })
    const alarm = new Alarm()
    const leave = audience.join({
      tenantId: first.tenantId,
      addresses: new Set(first.addresses),
      hear: () => alarm.ring(),
    })
    stream.onAbort(leave)
    // Something may have happened between the first look and joining.
    alarm.ring()
    try {
      let before = first
      while (!stream.aborted) {
        if (await alarm.next(checkEveryMs)) await stream.sleep(gatherMs)
        if (stream.aborted) break
        alarm.reset()
        const now = await ask(quiet)
        if (now === 'away') return
        if (!now) return void (await stream.writeSSE({ event: 'ended', data: '' }))
        // A desk is woken as a whole: whoever may not see what happened is told nothing.
        const isNews = now.unread !== before.unread || now.latest !== before.latest
        await stream.writeSSE({ event: isNews ? 'news' : 'still', data: String(now.unread) })
        before = now
      }
    } finally {
      leave()
    }
  })
  // What it sends says that something happened to her: nobody between keeps it.
  answer.headers.set('Cache-Control', 'no-store')
  return answer
}

/** Rings once for any number of calls; a call while nobody waits is not lost. */
class Alarm {
  #isRung = false
  #onRing: () => void = () => undefined

  ring(): void {
    this.#isRung = true
    this.#onRing()
  }

  reset(): void {
    this.#isRung = false
  }

  /** True when it rang, false when it is only time to look again. */
  next(withinMs: number): Promise<boolean> {
    if (this.#isRung) return Promise.resolve(true)
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), withinMs)
      timer.unref()
      this.#onRing = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })
  }
}

/**
 * Null when the session is over. While the database is away the stream just closes; the browser opens another after a
 * moment, and so hears what it has missed.
 */
async function ask(caller: Caller) {
  try {
    return await hearNews(caller, {})
  } catch (error) {
    if (isAppError(error) && error.code === 'not-signed-in') return null
    if (isAppError(error) && (error.code === 'unavailable' || error.code === 'busy')) return 'away' as const
    throw error
  }
}
