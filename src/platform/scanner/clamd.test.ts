import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { askVersion, scan } from './clamd.ts'
import { atOnce, scannerAt } from './gate.ts'
import { FakeClamd, saying } from './testing.ts'

let daemon: FakeClamd
beforeEach(async () => {
  daemon = await FakeClamd.start()
})
afterEach(() => daemon.remove())

const file = Buffer.from('架空の陳述書')
const look = (bytes: Uint8Array = file, milliseconds = 5_000) =>
  scan({ path: daemon.path }, bytes, { milliseconds, answerBytes: 200 })
const hashOf = (bytes: Uint8Array | undefined) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')

test('the bytes arrive as they were sent, in chunks, up to the largest file', async () => {
  for (const bytes of [file, new Uint8Array(0), randomBytes(65_536), randomBytes(25 * 1024 * 1024)]) {
    expect(await look(bytes, 20_000)).toEqual({ kind: 'clean' })
    expect(hashOf(daemon.received.at(-1))).toBe(hashOf(bytes))
  }
})

test('a finding is told by the name of its signature, and by nothing of the file', async () => {
  const signatureOf = async (answer: string) => {
    daemon.behaviour = saying(answer)
    const verdict = await look()
    return verdict.kind === 'found' ? verdict.signature : verdict.kind
  }
  expect(await signatureOf('stream: Win.Test.EICAR_HDB-1 FOUND')).toBe('Win.Test.EICAR_HDB-1')
  expect(await signatureOf('stream: {HEX}Kakuu.1.UNOFFICIAL FOUND')).toBe('{HEX}Kakuu.1.UNOFFICIAL')
  const detailed = 'stream: Eicar-Signature(44d88612fea8a8f36de82e1278abb02f:68) FOUND'
  expect(await signatureOf(detailed)).toBe('Eicar-Signature')
  expect(await signatureOf('stream: 架空 花子 FOUND')).toBe('unnamed')
})

test('what it could not look through to the end is told apart from a virus', async () => {
  for (const signature of [
    'Heuristics.Limits.Exceeded.MaxFileSize',
    'Heuristics.Encrypted.PDF',
    'Heuristics.Encrypted.Zip',
  ]) {
    daemon.behaviour = saying(`stream: ${signature} FOUND`)
    expect(await look()).toEqual({ kind: 'opaque', signature })
  }
})

test('whatever is no verdict is a failure, never clean', async () => {
  const troubleOf = async (behaviour: FakeClamd['behaviour'], milliseconds?: number) => {
    daemon.behaviour = behaviour
    const verdict = await look(file, milliseconds)
    return verdict.kind === 'failed' ? verdict.trouble : verdict.kind
  }
  expect(await troubleOf(saying('INSTREAM size limit exceeded. ERROR'))).toBe('too-large-for-it')
  expect(await troubleOf(saying("stream: Can't allocate memory ERROR"))).toBe('error')
  expect(await troubleOf(saying('stream: OK '))).toBe('error')
  expect(await troubleOf(saying(''))).toBe('error')
  expect(await troubleOf((socket) => socket.end('stream: OK'))).toBe('broken-off')
  expect(await troubleOf((socket) => socket.destroy())).toBe('broken-off')
  expect(await troubleOf((socket) => socket.write('stream: OK\n'.repeat(40)))).toBe('long-answer')
  expect(await troubleOf((socket) => socket.write(`${'x'.repeat(300)}\0`))).toBe('long-answer')
  expect(await troubleOf((socket) => socket.write('stream: O'), 200)).toBe('slow')
  expect(await troubleOf(() => undefined, 200)).toBe('slow')
})

test('an answer in pieces is read to its end', async () => {
  daemon.behaviour = (socket) => {
    socket.write('stream: Kakuu')
    setTimeout(() => socket.write('-1 FOUND\0'), 50)
  }
  expect(await look()).toEqual({ kind: 'found', signature: 'Kakuu-1' })
})

test('a daemon that hangs up in the middle of a file is a failure', async () => {
  const large = randomBytes(20 * 1024 * 1024)
  const reading = look(large, 10_000)
  setTimeout(() => void daemon.stop(), 20)
  expect(await reading).toEqual({ kind: 'failed', trouble: 'broken-off' })
  expect(await look()).toEqual({ kind: 'failed', trouble: 'unreachable' })
  expect(await scan({ host: '127.0.0.1', port: 1 }, file)).toEqual({ kind: 'failed', trouble: 'unreachable' })
})

test('the version is asked for, and a daemon that is away does not answer', async () => {
  daemon.behaviour = saying('', 'ClamAV 1.4.6')
  expect(await askVersion({ path: daemon.path })).toBe('ClamAV 1.4.6')
  await daemon.stop()
  await expect(askVersion({ path: daemon.path })).rejects.toMatchObject({ trouble: 'unreachable' })
})

test('so many files at once, one more is told to wait; what is not clean is told', async () => {
  const told: string[] = []
  const look = scannerAt({ path: daemon.path }, (verdict) => told.push(verdict.kind))
  daemon.behaviour = (socket) => setTimeout(() => socket.end('stream: OK\0'), 100)
  const answers = await Promise.allSettled(Array.from({ length: atOnce + 1 }, () => look(file)))
  expect(answers.map((one) => (one.status === 'rejected' ? one.reason.code : one.value.kind))).toEqual([
    ...Array(atOnce).fill('clean'),
    'busy',
  ])
  daemon.behaviour = saying('stream: Kakuu-1 FOUND')
  await look(file)
  daemon.behaviour = saying('ERROR')
  await look(file)
  expect(told).toEqual(['found', 'failed'])
})
