import { expect, test, vi } from 'vitest'
import { withPostedForm } from './page-failure.ts'
import { Places } from './places.ts'
import { bytesOf, holdBody, saysItsLength } from './posted-body.ts'

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
const lengthOf = (bytes: Uint8Array) => bytes.length

const aForm = (fields = 1) => {
  const body = Array.from({ length: fields }, (_, at) => `a${at}=b`).join('&')
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(body.length),
  }
  return new Request('http://here/sign-in', { method: 'POST', body, headers })
}

test('whoever does not say how long a body is, or says it in chunks, is refused', async () => {
  const says = (headers: Record<string, string>) => saysItsLength(aRequest(1, headers).request)
  expect([says({ 'Content-Length': '65536' }), says({})]).toEqual([true, true])
  expect([says({ 'Transfer-Encoding': 'chunked' }), says({ 'Content-Length': '-1' })]).toEqual([false, false])
  const chunked = aRequest(400, { 'Transfer-Encoding': 'chunked' })
  await expect(holdBody(chunked.request, stranger, 1_000_000, lengthOf)).rejects.toMatchObject({
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

test('of a stranger no large body is kept, whichever door it comes to; she hears of it when she has sent it', async () => {
  const large = { 'Content-Length': String(16 * 65_536) }
  const form = aRequest(16, large)
  const act = vi.fn(async () => 'read')
  const refused = await withPostedForm(form.request, stranger, act).catch((thrown) => thrown)
  expect([refused.status, refused.headers.get('Location')]).toEqual([302, '/sign-in?back=%2Fsign-in'])
  const program = aRequest(400, large)
  const read = vi.fn(lengthOf)
  await expect(holdBody(program.request, stranger, 2_000_000, read)).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  expect([act.mock.calls, read.mock.calls]).toEqual([[], []])
  // To its end, or to the most that a page takes.
  expect([form.sent(), program.sent()]).toEqual([16, Math.ceil(2_000_000 / 65_536)])
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

test('of a stranger no more than two hundred fields are taken apart', async () => {
  const parse = vi.spyOn(Response.prototype, 'formData')
  const count = async (form: FormData) => [...form].length
  expect(await withPostedForm(aForm(200), stranger, count)).toBe(200)
  parse.mockClear()
  for (const caller of [stranger, null]) {
    const refused = await withPostedForm(aForm(201), caller, count).catch((thrown) => thrown)
    expect([refused.status, refused.headers.get('Location')]).toEqual([302, '/sign-in?back=%2Fsign-in'])
  }
  expect(parse).not.toHaveBeenCalled()
  parse.mockRestore()
})

/** Forms that are worked with until they are let go, and the statuses of those that were refused. */
function formsUnderWay() {
  const refused: number[] = []
  const ends: (() => void)[] = []
  const answers: Promise<unknown>[] = []
  const send = (count: number, network: string) => {
    for (let at = 0; at < count; at += 1)
      answers.push(
        withPostedForm(
          aForm(),
          { ...stranger, network },
          () => new Promise<void>((end) => ends.push(end)),
        ).catch((thrown) => void refused.push(thrown.init.status)),
      )
    const all = answers.length
    return vi.waitFor(() => expect(ends.length + refused.length).toBe(all))
  }
  const letGo = async () => {
    for (const end of ends) end()
    await Promise.all(answers)
  }
  return { send, letGo, refused, inHand: () => ends.length }
}

test('bodies under way have an end, for one network and for all, however few connections they came by', async () => {
  const first = formsUnderWay()
  await first.send(600, 'one')
  expect([first.inHand(), new Set(first.refused)]).toEqual([512, new Set([503])])
  await first.send(1, 'another')
  expect(first.inHand()).toBe(513)
  await first.send(600, 'a third')
  expect([first.inHand(), first.refused.length]).toEqual([768, 433])
  await first.letGo()
  const second = formsUnderWay()
  await second.send(512, 'one')
  expect(second.refused).toEqual([])
  await second.letGo()
})

test('a body that is still on its way takes no place, nor does one that is refused', async () => {
  const stalled = Array.from({ length: 600 }, () => {
    const { request } = aRequest(1, { 'Content-Length': '65536' })
    const body = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) })
    return new Request(request, { body, duplex: 'half' } as RequestInit)
  })
  for (const request of stalled) void withPostedForm(request, stranger, async () => 'read')
  for (let at = 0; at < 600; at += 1)
    await expect(withPostedForm(aForm(201), stranger, async () => 'read')).rejects.toHaveProperty(
      'status',
      302,
    )
  const forms = formsUnderWay()
  await forms.send(512, 'none')
  expect(forms.refused).toEqual([])
  await forms.letGo()
})

test('whoever only announces a body of anybody’s size takes no memory for it', async () => {
  const begun = () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(1)),
    })
    const headers = { 'Content-Length': '65536' }
    void bytesOf(
      new Request('http://here/', { method: 'POST', body, duplex: 'half', headers } as RequestInit),
    )
  }
  const before = process.memoryUsage().arrayBuffers
  for (let at = 0; at < 500; at += 1) begun()
  await new Promise((read) => setImmediate(read))
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000)
})

test('a body that comes in small parts is whole', async () => {
  const sent = Uint8Array.from({ length: 5_000 }, (_, at) => at % 251)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < sent.length; at += 7) controller.enqueue(sent.slice(at, at + 7))
      controller.close()
    },
  })
  const headers = { 'Content-Length': String(sent.length) }
  const request = new Request('http://here/', {
    method: 'POST',
    body,
    duplex: 'half',
    headers,
  } as RequestInit)
  expect(await bytesOf(request)).toEqual(sent)
})
