import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { caseFiles } from '../modules/cases/api.ts'
import type { SocketBindings } from '../platform/http/forwarded.ts'
import { listen } from '../platform/http/listen.ts'
import { createLogger } from '../platform/log/logger.ts'
import { createStaffApp, type StaffAppOptions } from './staff-app.ts'

type Fetch = (request: Request, bindings?: SocketBindings) => Response | Promise<Response>

const megabytes = () => process.memoryUsage().rss / 1024 / 1024
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const many = 30
const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 97), Buffer.from('\r\n')])

const anApp = (isUp: boolean) =>
  createStaffApp({
    build: { routes: {} } as unknown as StaffAppOptions['build'],
    clientDir: '.',
    config: { trustProxy: [], officeNetworks: [] } as unknown as StaffAppOptions['config'],
    logger: createLogger('staff', 'silent'),
    isDatabaseUp: async () => isUp,
    audience: {} as StaffAppOptions['audience'],
  }).fetch
const wholeApp = anApp(true)
const fileDoor = caseFiles(() => ({ cookie: null, isAct: true, host: 'localhost', network: 'loopback' }))

/** As much as a file may have, in chunks, to its end or until the connection is closed; and the first line of what was answered. */
async function sendWithoutEnd(url: URL): Promise<string> {
  const socket = connect(Number(url.port), url.hostname)
  let answer = ''
  socket.on('error', () => undefined)
  socket.on('data', (part) => {
    answer += part
  })
  await once(socket, 'connect')
  socket.write(
    `POST /cases/x/files HTTP/1.1\r\nHost: ${url.host}\r\nOrigin: ${url.origin}\r\n` +
      'Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n',
  )
  for (let sent = 0; sent < 400 && !socket.destroyed; sent += 1)
    if (!socket.write(chunk)) await untilDrained(socket)
  await pause(500)
  socket.destroy()
  return answer.split('\r\n')[0] ?? ''
}

/** Or until the server has closed it, or does not take it. */
async function untilDrained(socket: Socket): Promise<void> {
  const ended = new AbortController()
  const { signal } = ended
  await Promise.race([
    once(socket, 'drain', { signal }),
    once(socket, 'close', { signal }),
    pause(3_000),
  ]).catch(() => undefined)
  ended.abort()
}

const doors: [string, Fetch][] = [
  ['the staff process', wholeApp],
  ['the door of the files', (request) => fileDoor.fetch(request)],
]

test.each(doors)('a stranger cannot fill the memory of %s', { timeout: 120_000 }, async (_, fetch) => {
  const server = await listen(fetch, { port: 0, host: '127.0.0.1' })
  const before = megabytes()
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, megabytes() - before)
  }, 50)
  const answers = await Promise.all(Array.from({ length: many }, () => sendWithoutEnd(new URL(server.url))))
  clearInterval(watch)
  await server.stop()
  expect(most).toBeLessThan(250)
  expect(answers.filter((answer) => /^HTTP\/1\.1 (411|303)/.test(answer))).toHaveLength(many)
})

test('whoever is told to come again is told when', async () => {
  const answer = await anApp(false)(new Request('http://here/healthz'))
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5'])
  expect((await wholeApp(new Request('http://here/healthz'))).headers.get('Retry-After')).toBeNull()
})
