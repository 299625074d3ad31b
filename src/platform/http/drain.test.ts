import { expect, test } from 'vitest'
import { drain } from './drain.ts'

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
