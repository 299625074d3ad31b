import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '../platform/errors.ts'
import { Audience } from '../platform/live/audience.ts'
import { liveStream } from './live.ts'

const hears = vi.fn()

const caller = { cookie: null, isAct: false, host: 'office.example', network: 'loopback' }
const as = (unread: number, latest: string) => ({
  ...{ tenantId: 't', sessionId: 's', addresses: ['her desk'], unread, latest },
})

beforeEach(() => {
  vi.useFakeTimers()
  hears.mockResolvedValue(as(1, 'a'))
})
afterEach(() => {
  vi.useRealTimers()
})

/** An open page: what it was told and when, in seconds after it was opened. */
async function openPage() {
  const [audience, app, begunAt] = [new Audience(), new Hono(), Date.now()]
  const at = () => Math.round((Date.now() - begunAt) / 1_000)
  app.get('/live', (c) => liveStream(c, audience, caller, hears))
  const answer = await app.request('/live')
  const told: [string, number][] = []
  void (async () => {
    for await (const bytes of answer.body as ReadableStream<Uint8Array>)
      told.push([/event: (\w+)/.exec(new TextDecoder().decode(bytes))?.[1] ?? '', at()])
    told.push(['closed', at()])
  })()
  const until = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000 - (Date.now() - begunAt))
  return { told, until, ring: () => audience.wake('t', 'her desk') }
}

test('each minute says that it is still so, whatever rings in between; what is new is told when it rings', async () => {
  const page = await openPage()
  await page.until(20)
  page.ring()
  await page.until(40)
  expect(page.told).toEqual([['news', 0]])
  await page.until(61)
  hears.mockResolvedValue(as(1, 'b'))
  await page.until(80)
  page.ring()
  await page.until(130)
  expect(page.told).toEqual([
    ['news', 0],
    ['still', 60],
    ['news', 81],
    ['still', 120],
  ])
})

test.each([
  ['a session that has ended', new AppError('not-signed-in'), ['ended', 'closed']],
  ['a database that is away', new AppError('unavailable'), ['closed']],
])('%s is told with the minute, not when it rings', async (_what, thrown, told) => {
  const page = await openPage()
  await page.until(10)
  hears.mockRejectedValue(thrown)
  page.ring()
  await page.until(59)
  expect(page.told).toEqual([['news', 0]])
  await page.until(62)
  expect(page.told).toEqual([['news', 0], ...told.map((what) => [what, 60])])
})
