import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { blockPerson, registerCaseSources } from '../modules/cases/testing.ts'
import { acceptRequest } from '../modules/requests/answer-request.ts'
import { aNetwork, aRequest } from '../modules/requests/testing.ts'
import { readNotices } from '../modules/today/read-notices.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { Audience } from '../platform/live/audience.ts'
import type { TestPerson } from '../platform/testing/office.ts'
import { liveStream } from './live.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

async function listening(audience: Audience, who: TestPerson) {
  const app = new Hono()
  app.get('/live', (c) => liveStream(c, audience, who))
  const reader = ((await app.request('/live')).body as ReadableStream<Uint8Array>).getReader()
  const page = { events: [] as string[], isClosed: false, stop: () => reader.cancel() }
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      for (const [, event] of new TextDecoder().decode(value).matchAll(/event: (\w+)/g))
        page.events.push(event as string)
    }
    page.isClosed = true
  })()
  await expect.poll(() => page.events).toEqual(['news'])
  return page
}

/** As the staff process does it. */
async function hearingOf(audience: Audience): Promise<{ rings: number }> {
  const ears = await database.as('yorube_app')
  const heard = { rings: 0 }
  ears.on('notification', ({ payload = '' }) => {
    const [tenantId, addresseeId] = payload.split(' ')
    heard.rings += 1
    audience.wake(tenantId as string, addresseeId as string)
  })
  await ears.query('listen yorube_notice')
  return heard
}
/** A request out of a case that is hidden from the counsellor of its desk. */
async function aHiddenRequest() {
  const network = await aNetwork(database)
  const { counselor, supervisor, clerk, caseId } = network
  const requestId = await aRequest(network)
  await blockPerson(supervisor, { caseId, userId: counselor.userId, reason: '相手方の名前と同じ' })
  return { counselor, supervisor, clerk, requestId }
}

/** In whose office it is. */
async function aNotice({ userId }: TestPerson): Promise<string> {
  const { rows } = await database.superuser.query<{ tenant_id: string }>(
    `insert into notice (tenant_id, id, user_id, kind, object_type, object_id)
     select tenant_id, gen_random_uuid(), id, 'case.assigned', 'case', gen_random_uuid() from auth.staff_user where id = $1
     returning tenant_id`,
    [userId],
  )
  return rows[0]?.tenant_id ?? ''
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('whom a case is hidden from hears nothing at the moment something happens in it, her colleague does', {
  timeout: 60_000,
}, async () => {
  const { counselor, supervisor, clerk, requestId } = await aHiddenRequest()
  const audience = new Audience()
  const heard = await hearingOf(audience)
  const [hidden, open] = [await listening(audience, counselor), await listening(audience, supervisor)]
  await pause(2_500)
  const before = hidden.events.length
  await acceptRequest(clerk, { submissionId: crypto.randomUUID(), requestId, turn: 1, text: '承りました' })
  await expect.poll(() => open.events.length, { timeout: 5_000 }).toBeGreaterThan(1)
  await pause(2_000)
  expect(heard.rings).toBeGreaterThan(0)
  expect(hidden.events.slice(before)).toEqual([])
  expect(new Set(open.events)).toEqual(new Set(['news']))
  await Promise.all([hidden.stop(), open.stop()])
})

test('nor who has read her notices meanwhile: of those she hears with the beat', {
  timeout: 60_000,
}, async () => {
  const { counselor, clerk, requestId } = await aHiddenRequest()
  await aNotice(counselor)
  const audience = new Audience()
  const heard = await hearingOf(audience)
  const hidden = await listening(audience, counselor)
  await pause(1_500)
  expect((await readNotices(counselor, {})).count).toBeGreaterThan(0)
  await pause(1_500)
  const before = hidden.events.length
  await acceptRequest(clerk, { submissionId: crypto.randomUUID(), requestId, turn: 1, text: '承りました' })
  await expect.poll(() => heard.rings).toBeGreaterThan(0)
  await pause(2_000)
  expect(hidden.events.slice(before)).toEqual([])
  await hidden.stop()
})

test('nor does a ring tell whoever sits at a session that has ended: it is told with the beat', {
  timeout: 60_000,
}, async () => {
  const { counselor } = await aNetwork(database)
  const audience = new Audience()
  const page = await listening(audience, counselor)
  const tenantId = await aNotice(counselor)
  audience.wake(tenantId, counselor.userId)
  await expect.poll(() => page.events, { timeout: 5_000 }).toEqual(['news', 'news'])
  await database.superuser.query('delete from auth.session where user_id = $1', [counselor.userId])
  await aNotice(counselor)
  audience.wake(tenantId, counselor.userId)
  await pause(1_500)
  expect([page.events, page.isClosed]).toEqual([['news', 'news'], false])
  await page.stop()
})

test('the ninth window of a session closes the first, and tells it why', async () => {
  const { counselor } = await aNetwork(database)
  const audience = new Audience()
  const pages = [await listening(audience, counselor)]
  while (pages.length < 9) pages.push(await listening(audience, counselor))
  await expect.poll(() => pages[0]?.isClosed).toBe(true)
  expect(pages.map((page) => page.events)).toEqual([['news', 'crowded'], ...Array(8).fill(['news'])])
  expect(pages.slice(1).some((page) => page.isClosed)).toBe(false)
  await Promise.all(pages.slice(1).map((page) => page.stop()))
})
