import { expect, test } from 'vitest'
import { drain, refusingAtEnd } from './drain.ts'

function aRequest(parts: number) {
  let sent = 0
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === parts) return controller.close()
      sent += 1
      controller.enqueue(new Uint8Array(1000))
    },
    cancel() {
      isCancelled = true
    },
  })
  const request = new Request('http://here/', { method: 'POST', body, duplex: 'half' } as RequestInit)
  return { request, sent: () => sent, isCancelled: () => isCancelled }
}

test('what is too much is read to its end, so that the sender hears the answer', async () => {
  const { request, sent, isCancelled } = aRequest(7)
  await drain(request)
  expect([sent(), isCancelled()]).toEqual([7, false])
})

test('but not without end', async () => {
  const { request, sent, isCancelled } = aRequest(1_000_000)
  await drain(request, 5_000)
  expect(sent()).toBeLessThan(10)
  expect(isCancelled()).toBe(true)
})

test('a request without a body, or one that somebody else reads, is left alone', async () => {
  await drain(new Request('http://here/'))
  const { request } = aRequest(1)
  request.body?.getReader()
  await drain(request)
})

test('nor longer than it may take, nor loudly when the sender goes', async () => {
  const ended: string[] = []
  const stalled = new ReadableStream({
    pull: () => new Promise(() => undefined),
    cancel: () => void ended.push('cut'),
  })
  const post = (body: ReadableStream) =>
    new Request('http://here/', { method: 'POST', body, duplex: 'half' } as RequestInit)
  await drain(post(stalled), 5_000, 20)
  expect(ended).toEqual(['cut'])
  await drain(post(new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })))
})

test('what is refused is refused when everything was sent; what is not is left to whoever reads it', async () => {
  const refused = aRequest(7)
  const ask = () => {
    expect(refused.sent()).toBeLessThan(2)
    throw new Error('no')
  }
  await expect(refusingAtEnd(refused.request, 10_000, ask)).rejects.toThrow('no')
  expect(refused.sent()).toBe(7)
  const taken = aRequest(7)
  expect(await refusingAtEnd(taken.request, 10_000, () => 'yes')).toBe('yes')
  expect(await taken.request.arrayBuffer()).toHaveProperty('byteLength', 7_000)
})
