import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import { caseFiles } from '../modules/cases/api.ts'
import type { SocketBindings } from '../platform/http/forwarded.ts'
import { listen } from '../platform/http/listen.ts'
import { withPostedForm } from '../platform/http/page-failure.ts'
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
const stranger = { cookie: null, isAct: true, host: 'localhost', network: 'loopback' }
const fileDoor = caseFiles(() => stranger)

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

const slowDoors: [string, Fetch, RegExp][] = [
  [
    'form',
    (request) =>
      withPostedForm(request, stranger, async () => new Response('read')).catch((thrown) => thrown),
    /^HTTP\/1\.1 302 .*\blocation: \/sign-in\?back=%2Fcases%2Fx%2Ffiles/is,
  ],
  ['file', (request) => fileDoor.fetch(request), /^HTTP\/1\.1 303 .*\blocation: \/sign-in/is],
]

test.each(slowDoors)(
  'whose session has ended meanwhile is led to sign in again, however slowly her %s arrives',
  async (_, fetch, led) => {
    const server = await listen(fetch, { port: 0, host: '127.0.0.1' })
    const url = new URL(server.url)
    const socket = connect(Number(url.port), url.hostname)
    let heard = ''
    for (const event of ['data', 'error'])
      socket.on(event, (what) => {
        heard += what
      })
    const size = 1_000_000
    socket.write(
      `POST /cases/x/files HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: ${size}\r\n` +
        'Content-Type: multipart/form-data; boundary=x\r\n\r\n',
    )
    for (let sent = 0; sent < size; sent += 50_000) {
      expect(heard).toBe('')
      socket.write(Buffer.alloc(50_000, 97))
      await pause(60)
    }
    await vi.waitFor(() => expect(heard).toMatch(led))
    socket.destroy()
    await server.stop()
  },
)
