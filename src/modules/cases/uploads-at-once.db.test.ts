import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { platform } from '../../platform/runtime.ts'
import { SubmissionPace } from '../../platform/submission-pace.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { postedAs } from '../../platform/testing/posted.ts'
import { addAttachmentToCase } from './add-attachment.ts'
import { caseFiles } from './api.ts'
import { largestFile } from './file-size.ts'
import { registerCaseSources } from './own-sources.ts'
import { PreparedFile } from './prepare-file.ts'
import { showCase } from './show-case.ts'
import { aCase } from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
afterEach(() => {
  delete platform().pace
  Object.assign(platform(), { scan: undefined })
})

async function aCounselor() {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  return { office, counselor, caseId: await aCase(counselor) }
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const addressOf = (caseId: string) => `http://here/cases/${caseId}/files`
const json = { Accept: 'application/json' }

/** A file of the largest size that arrives to its last byte but one piece, and waits there. */
function aSlowFile(caseId: string, released: Promise<void>, headers: Record<string, string> = {}) {
  const head = Buffer.from(
    `--x\r\nContent-Disposition: form-data; name="submissionId"\r\n\r\n${crypto.randomUUID()}\r\n` +
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n',
  )
  const end = Buffer.from('\r\n--x--\r\n')
  let sent = -1
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (sent < 0) {
          sent = 0
          return controller.enqueue(head)
        }
        if (sent < largestFile) {
          sent += 65_536
          return controller.enqueue(new Uint8Array(65_536).fill(97))
        }
        await released
        controller.enqueue(end)
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const length = String(head.length + largestFile + end.length)
  const request = new Request(addressOf(caseId), {
    method: 'POST',
    body,
    duplex: 'half',
    headers: {
      ...json,
      'Content-Type': 'multipart/form-data; boundary=x',
      'Content-Length': length,
      ...headers,
    },
  } as RequestInit)
  return { request, sent: () => sent }
}

test('one session has two files on their way at once, however many it sends', {
  timeout: 120_000,
}, async () => {
  const { counselor, caseId } = await aCounselor()
  const app = caseFiles(() => counselor)
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const before = process.memoryUsage().rss
  const files = Array.from({ length: 40 }, () => aSlowFile(caseId, released))
  const answers = files.map(({ request }) => Promise.resolve(app.request(request)))
  for (let again = 0; again < 300; again += 1) {
    if (files.filter((one) => one.sent() === largestFile).length === files.length) break
    await pause(100)
  }
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(300)
  release()
  const statuses = (await Promise.all(answers)).map((one) => one.status)
  expect(statuses.filter((one) => one === 200)).toHaveLength(2)
  expect(statuses.filter((one) => one === 503)).toHaveLength(38)
  expect((await showCase(counselor, { caseId })).attachments).toHaveLength(2)
})

test('nothing of a file is kept before it is known who sends it and how long it is', {
  timeout: 90_000,
}, async () => {
  const { office, counselor, caseId } = await aCounselor()
  const [elsewhere] = (await office.desk(['counselor'])).people as [TestPerson]
  const strangers = [
    { ...counselor, cookie: null },
    { ...counselor, cookie: new Uint8Array(32).fill(1) },
  ]
  for (const stranger of strangers) {
    const before = process.memoryUsage().rss
    const released = Promise.withResolvers<void>()
    const files = Array.from({ length: 20 }, () => aSlowFile(caseId, released.promise))
    const answers = files.map(({ request }) => Promise.resolve(caseFiles(() => stranger).request(request)))
    await vi.waitFor(() => expect(files.every((one) => one.sent() === largestFile)).toBe(true), 30_000)
    expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(250)
    released.resolve()
    expect(new Set((await Promise.all(answers)).map((one) => one.status))).toEqual(new Set([401]))
  }
  const foreign = aSlowFile(caseId, Promise.resolve())
  expect((await caseFiles(() => elsewhere).request(foreign.request)).status).toBe(404)
  const unsaid = aSlowFile(caseId, Promise.resolve(), { 'Transfer-Encoding': 'chunked' })
  const answer = await caseFiles(() => counselor).request(unsaid.request)
  expect([answer.status, await answer.json()]).toEqual([411, { failed: 'error_length_required' }])
  expect([foreign.sent(), unsaid.sent()]).toEqual([largestFile, -1])
})

test('a file of nothing but parts does not stop everybody else', { timeout: 60_000 }, async () => {
  const { counselor, caseId } = await aCounselor()
  const part = '--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n\r\n'
  const body = new Uint8Array(
    Buffer.from(`${part.repeat(Math.floor(largestFile / part.length) - 1)}--x--\r\n`),
  )
  const request = await postedAs(addressOf(caseId), body, {
    ...json,
    'Content-Type': 'multipart/form-data; boundary=x',
  })
  const before = process.cpuUsage()
  const answer = await caseFiles(() => counselor).request(request)
  const { user } = process.cpuUsage(before)
  expect([answer.status, await answer.json()]).toEqual([413, { failed: 'error_too_large' }])
  expect(user / 1000).toBeLessThan(2_000)
})

test('files that the scanner refuses count as sent in, once each', async () => {
  const { counselor, caseId } = await aCounselor()
  platform().pace = new SubmissionPace(3)
  let scans = 0
  const scan = async () => {
    scans += 1
    return scans > 1 ? { kind: 'found', signature: 'Kakuu-1' } : { kind: 'clean' }
  }
  Object.assign(platform(), { scan })
  const codes: string[] = []
  for (let at = 0; at < 6; at += 1) {
    const file = new PreparedFile('text/plain', 'original', Buffer.from('見本'))
    const sent = { caseId, submissionId: crypto.randomUUID(), name: '見本.txt', file }
    await addAttachmentToCase(counselor, sent).then(
      () => codes.push('kept'),
      ({ code }) => codes.push(code),
    )
  }
  expect(codes).toEqual(['kept', 'refused', 'refused', 'too-many', 'too-many', 'too-many'])
  expect(scans).toBe(3)

  const asked: string[] = []
  const stopListening = onStatement((sql) => asked.push(sql))
  const file = aSlowFile(caseId, Promise.resolve())
  const answer = await caseFiles(() => counselor).request(file.request)
  stopListening()
  expect([answer.status, file.sent(), asked]).toEqual([429, largestFile, []])
})
