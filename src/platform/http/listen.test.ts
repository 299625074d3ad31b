import { once } from 'node:events'
import { connect as connectPlain, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { type ConnectionOptions, connect } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listening, listen } from './listen.ts'
import { testingTls } from './testing-tls.ts'

let listening: Listening
beforeAll(async () => {
  listening = await listen(() => new Response('reached'), { port: 0, host: '127.0.0.1', tls: testingTls })
})
afterAll(() => listening.stop())

async function connected(options: ConnectionOptions) {
  const port = Number(new URL(listening.url).port)
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options })
  await once(socket, 'secureConnect')
  return socket
}

/** The protocol and the cipher agreed upon, or the reason why there is none. */
async function agreed(options: ConnectionOptions): Promise<string> {
  try {
    const socket = await connected(options)
    const outcome = `${socket.getProtocol()} ${socket.getCipher().name}`
    socket.destroy()
    return outcome
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'failed'
  }
}

test('TLS 1.3 is taken where it is offered, 1.2 where it is not, and the strongest first', async () => {
  expect(await agreed({})).toBe('TLSv1.3 TLS_AES_256_GCM_SHA384')
  const weakFirst = 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384'
  expect(await agreed({ maxVersion: 'TLSv1.2', ciphers: weakFirst })).toBe(
    'TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384',
  )
})

test('nothing older, and nothing without forward secrecy or authenticated encryption', async () => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  expect(await agreed(old)).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')
  for (const ciphers of [
    'AES256-GCM-SHA384',
    'AES128-SHA',
    'ECDHE-RSA-AES256-SHA384',
    'ECDHE-RSA-AES128-SHA',
  ])
    expect([ciphers, await agreed({ maxVersion: 'TLSv1.2', ciphers })]).toEqual([
      ciphers,
      expect.stringMatching(/HANDSHAKE_FAILURE$/),
    ])
})

test('what is no request is refused over TLS with every header of an answer', async () => {
  const socket = await connected({})
  socket.write('FOO / HTTP/1.1\r\nHost: a\r\n\r\n')
  const answer = await text(socket)
  expect(answer).toContain('Strict-Transport-Security: max-age=31536000; includeSubDomains')
  expect(answer).toContain("frame-ancestors 'none'")
})

test('past so many connections the next one is closed, and those that are open are still answered', async () => {
  const server = await listen(() => new Response('reached'), { port: 0, host: '127.0.0.1', mostAtOnce: 2 })
  const open = async () => {
    const socket = connectPlain(Number(new URL(server.url).port), '127.0.0.1')
    await once(socket, 'connect')
    return socket
  }
  const first = await open()
  const second = await open()
  const third = await open()
  await once(third, 'close')
  for (const socket of [first, second]) {
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    expect(await text(socket)).toContain('reached')
  }
  await server.stop()
})

test('whoever asks and does not read what is answered does not keep a connection', async () => {
  const much = new Uint8Array(300_000)
  const held: Socket[] = []
  const server = await listen(
    (_request, bindings) => {
      held.push(bindings?.incoming?.socket as unknown as Socket)
      return new Response(much)
    },
    { port: 0, host: '127.0.0.1', silentMs: 1_000 },
  )
  const socket = connectPlain(Number(new URL(server.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.pause()
  // One after the other over the same connection, as HTTP allows: more than the system keeps for whoever does not read.
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(40))
  await expect.poll(() => held.length).toBeGreaterThan(0)
  await expect.poll(() => held.every((one) => one.destroyed), { timeout: 10_000 }).toBe(true)
  socket.destroy()
  await server.stop()
})
