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

test('what can be read is answered as ever', async () => {
  expect(await sent('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain('reached')
})
