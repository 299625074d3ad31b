import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { m } from '../words/words.ts'
import { type Listening, listen } from './listen.ts'

let listening: Listening
beforeAll(async () => {
  listening = await listen(() => new Response('reached'), { port: 0, host: '127.0.0.1' })
})
afterAll(() => listening.stop())

/** Straight onto the wire: no client of ours would send such a thing. */
async function sent(request: string): Promise<string> {
  const socket = connect(Number(new URL(listening.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(request)
  return text(socket)
}

test.each([
  [400, 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n', m.shell_bare_400],
  [431, `GET / HTTP/1.1\r\nHost: a\r\nCookie: a=${'x'.repeat(20_000)}\r\n\r\n`, m.shell_bare_431],
])(
  'what is no request that can be read gets %i and a sentence in both languages',
  async (status, request, word) => {
    const answer = await sent(request)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('text/plain; charset=utf-8')
    expect(answer).toContain(
      "Content-Security-Policy: default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(answer).not.toContain('Strict-Transport-Security')
    const body = answer.split('\r\n\r\n')[1]
    expect(body).toBe(`${word({}, { locale: 'ja' })}\n${word({}, { locale: 'en' })}\n`)
  },
)

test.each([
  ['both ways of saying how long it is', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['two lengths', 'Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd'],
  ['a length that is no number', 'Content-Length: 4x\r\n\r\nabcd'],
  ['chunks that are not the last encoding', 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
  ['a folded header', 'A: b\r\n Transfer-Encoding: chunked\r\n\r\n'],
  ['a space before the colon', 'Content-Length : 4\r\n\r\nabcd'],
  ['lines without a carriage return', 'A: b\nContent-Length: 4\n\nabcd'],
])('%s: nobody behind or before us can take it for two requests', async (_what, rest) => {
  const answer = await sent(`POST / HTTP/1.1\r\nHost: a\r\n${rest}GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1.1 400 /)
  expect(answer).toContain('Connection: close')
  expect(answer).not.toContain('reached')
})

test('what can be read is answered as ever', async () => {
  expect(await sent('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain('reached')
})
