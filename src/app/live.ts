import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { hearNews } from '../modules/today/hear-news.ts'
import type { Caller } from '../platform/actor.ts'
import { isAppError } from '../platform/errors.ts'
import type { Audience } from '../platform/live/audience.ts'
import { Looks } from '../platform/live/looks.ts'

type News = Awaited<ReturnType<typeof hearNews>>
type Hear = (caller: Caller, given: Record<string, never>) => Promise<News>

/**
 * A page that stays open hears that something changed, never what. Each event first asks again whether the session
 * lives and what it may see; when it has ended, the page is told so and the stream closes.
 */
export function liveStream(
  c: Context,
  audience: Audience,
  caller: Caller,
  hear: Hear = hearNews,
): Response | Promise<Response> {
  const look = () => ask(hear, { ...caller, isAct: false })
  if (audience.isFull) return c.text('busy', 503)
  const answer = streamSSE(c, async (stream) => {
    const first = await look()
    if (first === 'away') return
    if (!first) return await tell(stream, 'ended')
    await tell(stream, 'news', first.unread)
    const looks = new Looks()
    let isCrowdedOut = false
    const leave = audience.join({
      tenantId: first.tenantId,
      sessionId: first.sessionId,
      addresses: new Set(first.addresses),
      hear: () => looks.ring(),
      close: () => {
        isCrowdedOut = true
        looks.ring()
      },
    })
    stream.onAbort(() => looks.ring())
    // Something may have happened between the first look and joining.
    looks.ring()
    try {
      const isOver = () => stream.aborted || isCrowdedOut
      await tellNews(stream, looks, { before: first, look, isOver })
      if (isCrowdedOut) await tell(stream, 'crowded')
    } finally {
      leave()
    }
  })
  // What it sends says that something happened to her: nobody between keeps it.
  answer.headers.set('Cache-Control', 'no-store')
  return answer
}

/**
 * A desk is woken as a whole: to whoever may not see what happened nothing at all is written before the beat, not even that
 * her session has ended or that the database is away.
 */
async function tellNews(
  stream: SSEStreamingApi,
  looks: Looks,
  page: { before: News; look: () => ReturnType<typeof ask>; isOver: () => boolean },
): Promise<void> {
  let { before } = page
  while (!page.isOver()) {
    const isBeat = (await looks.next()) === 'beat'
    if (page.isOver()) return
    const now = await page.look()
    if (!now || now === 'away') {
      if (!isBeat) continue
      return now ? undefined : await tell(stream, 'ended')
    }
    // What she has read herself rings nobody: told at a ring, it would tell of the ring.
    const isNews = now.latest !== before.latest || (isBeat && now.unread !== before.unread)
    if (!isNews && !isBeat) continue
    await tell(stream, isNews ? 'news' : 'still', now.unread)
    before = now
  }
}

function tell(
  stream: SSEStreamingApi,
  event: 'news' | 'still' | 'ended' | 'crowded',
  unread: number | '' = '',
): Promise<void> {
  return stream.writeSSE({ event, data: String(unread) })
}

/**
 * Null when the session is over. While the database is away the stream just closes; the browser opens another after a
 * moment, and so hears what it has missed.
 */
async function ask(hear: Hear, caller: Caller): Promise<News | null | 'away'> {
  try {
    return await hear(caller, {})
  } catch (error) {
    if (isAppError(error) && error.code === 'not-signed-in') return null
    if (isAppError(error) && (error.code === 'unavailable' || error.code === 'busy')) return 'away' as const
    throw error
  }
}
