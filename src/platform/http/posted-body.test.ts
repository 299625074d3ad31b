import { expect, test } from 'vitest'
import { withPostedForm } from './page-failure.ts'
import { Places } from './places.ts'
import { admitBody, bytesOf, saysItsLength } from './posted-body.ts'

/** A body that tells whether anybody read of it, in parts of 64 KB. */
function aRequest(parts: number, headers: Record<string, string>) {
  let sent = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent === parts) return controller.close()
        sent += 1
        controller.enqueue(new Uint8Array(65_536).fill(97))
      },
    },
    { highWaterMark: 0 },
  )
  const request = new Request('http://here/sign-in', {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  } as RequestInit)
  return { request, sent: () => sent }
}
const stranger = { cookie: null, isAct: true, host: 'here', network: 'none' }

test('whoever does not say how long a body is, or says it in chunks, is refused', async () => {
  const says = (headers: Record<string, string>) => saysItsLength(aRequest(1, headers).request)
  expect([says({ 'Content-Length': '65536' }), says({})]).toEqual([true, true])
  expect([says({ 'Transfer-Encoding': 'chunked' }), says({ 'Content-Length': '-1' })]).toEqual([false, false])
  const chunked = aRequest(400, { 'Transfer-Encoding': 'chunked' })
  await expect(admitBody(chunked.request, stranger, 1_000_000)).rejects.toMatchObject({
    code: 'length-required',
  })
  expect(chunked.sent()).toBe(0)
})

test('no more is kept of a body than its sender said', async () => {
  const honest = aRequest(2, { 'Content-Length': '131072' })
  expect(await bytesOf(honest.request)).toHaveLength(131_072)
  const longer = aRequest(400, { 'Content-Length': '131072' })
  await expect(bytesOf(longer.request)).rejects.toMatchObject({ code: 'length-required' })
  expect(longer.sent()).toBe(3)
  const silent = aRequest(400, {})
  await expect(bytesOf(silent.request)).rejects.toMatchObject({ code: 'length-required' })
  expect(silent.sent()).toBe(1)
})

test('of a stranger no large body is read, whichever door it comes to', async () => {
  const large = { 'Content-Length': String(16 * 65_536) }
  const form = aRequest(16, large)
  const refused = await withPostedForm(form.request, stranger, async () => 'read').catch((thrown) => thrown)
  expect([refused.status, refused.headers.get('Location')]).toEqual([302, '/sign-in?back=%2Fsign-in'])
  expect(form.sent()).toBe(0)
  const program = aRequest(16, large)
  await expect(admitBody(program.request, stranger, 2_000_000)).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  expect(program.sent()).toBe(0)
})

test('places are of the process and of each session, and come back', () => {
  const places = new Places(3, 2)
  const busy = expect.objectContaining({ code: 'busy' })
  const leave = places.take('her')
  places.take('her')
  expect(() => places.take('her')).toThrowError(busy)
  places.take('another')
  expect(() => places.take('a third')).toThrowError(busy)
  leave()
  places.take('her')
  expect(() => places.take('another')).toThrowError(busy)
})
