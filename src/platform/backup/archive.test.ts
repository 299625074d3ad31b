import { randomBytes } from 'node:crypto'
import { type Duplex, PassThrough, Readable, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { beforeAll, expect, test } from 'vitest'
import { decryptStream, encryptStream } from '../vault/index.ts'
import { FACTS, MANIFEST } from './manifest.ts'
import { type ReadBackup, readArchive } from './read-archive.ts'
import { writeArchive } from './write-archive.ts'

const QUICK = { memoryBytes: 8192, ops: 1 }
const PASSPHRASE = 'a passphrase for tests'
const NEVER = new AbortController().signal
const LOG = { startLsn: '0/1', stopLsn: '0/2', firstSegment: 'a', lastSegment: 'a' }
const TEXTS = { 'cluster/PG_VERSION': Buffer.from('18\n'), 'cluster/base/1': randomBytes(300_000) }
const FACTS_OF_TESTS = {
  format: 1,
  version: '0.1.0',
  postgresMajor: '18',
  created: '2026-04-01T00:00:00.000Z',
  instanceId: '0123456789abcdef',
  rootSecretName: null,
} as const
let sealed: Buffer

async function* piecesOf(content: Buffer) {
  for (let at = 0; at < content.length; at += 70_000) yield content.subarray(at, at + 70_000)
}

/** What arrived, in order. */
async function unpack(archive: Buffer, open: Duplex = decryptStream(PASSPHRASE, QUICK)) {
  const files: Record<string, Buffer> = {}
  const folders: string[] = []
  const receiver = {
    begin: async () => undefined,
    folder: async (path: string) => void folders.push(path),
    file: async (path: string, content: AsyncIterable<Buffer>) => {
      files[path] = await buffer(content)
    },
  }
  const read: ReadBackup = await readArchive(Readable.from([archive]), open, receiver, NEVER)
  return { read, files, folders }
}

beforeAll(async () => {
  const destination = new PassThrough()
  const collected = buffer(destination)
  const fill = async (archive: Parameters<Parameters<typeof writeArchive>[2]>[0]) => {
    await archive.begin(FACTS_OF_TESTS)
    for (const path of ['cluster/base', 'cluster/pg_wal']) await archive.folder(path)
    for (const [path, content] of Object.entries(TEXTS))
      await archive.file(path, content.length, piecesOf(content))
    await archive.file('cluster/empty', 0, piecesOf(Buffer.alloc(0)))
    await archive.finish(LOG)
  }
  await writeArchive(encryptStream(PASSPHRASE, QUICK), destination, fill, NEVER)
  sealed = await collected
})

test('everything comes back, with its facts and its manifest', async () => {
  const { read, files, folders } = await unpack(sealed)
  expect(files).toEqual({ ...TEXTS, 'cluster/empty': Buffer.alloc(0) })
  expect(folders).toEqual(['cluster/base', 'cluster/pg_wal'])
  expect(read.facts).toEqual(FACTS_OF_TESTS)
  expect(read.manifest.log).toEqual(LOG)
  expect(Object.keys(read.manifest.files)).toEqual([FACTS, ...Object.keys(TEXTS), 'cluster/empty'])
})

test('every 1,000th byte changed, and every cut, is refused', async () => {
  let refused = 0
  for (let at = 0; at < sealed.length; at += 1000) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    await expect(unpack(changed), `byte ${at}`).rejects.toMatchObject({ name: 'ArchiveError' })
    await expect(unpack(sealed.subarray(0, at)), `cut at ${at}`).rejects.toMatchObject({
      name: 'ArchiveError',
    })
    refused += 1
  }
  expect(refused).toBeGreaterThan(300)
})

test('a wrong passphrase opens nothing', async () => {
  const wrong = decryptStream('another passphrase', QUICK)
  await expect(unpack(sealed, wrong)).rejects.toMatchObject({ problem: 'cannot-open' })
})

/** A tar as somebody who knows the passphrase could make it. */
async function forged(entries: [path: string, content: string][]): Promise<Buffer> {
  const tar = pack()
  for (const [name, content] of entries) tar.entry({ name }, content)
  tar.finalize()
  return buffer(tar)
}

test('a tar that climbs out, repeats, lacks or adds a file, or differs from its manifest is refused', async () => {
  const facts: [string, string] = [FACTS, JSON.stringify(FACTS_OF_TESTS)]
  const emptyManifest: [string, string] = [MANIFEST, JSON.stringify({ files: {}, log: LOG })]
  const cases: [string, [string, string][]][] = [
    ['damaged', [facts, ['../outside', 'x']]],
    ['damaged', [facts, ['/etc/outside', 'x']]],
    ['damaged', [facts, ['cluster/a', 'x'], ['cluster/a', 'x']]],
    ['damaged', [facts, emptyManifest]],
    ['damaged', [facts, emptyManifest, ['cluster/late', 'x']]],
    ['damaged', [facts]],
    ['unknown-format', [emptyManifest]],
    ['unknown-format', [[FACTS, JSON.stringify({ ...FACTS_OF_TESTS, format: 2 })]]],
    ['unknown-format', [[FACTS, 'not json']]],
  ]
  for (const [problem, entries] of cases)
    await expect(unpack(await forged(entries), new PassThrough())).rejects.toMatchObject({ problem })
})

test('a full disk, a failing source and a stop each end the writing with their own error', async () => {
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' })
  const write = (destination: Writable, content: () => AsyncIterable<Buffer>, stop = NEVER) =>
    writeArchive(
      encryptStream(PASSPHRASE, QUICK),
      destination,
      (archive) => archive.file('cluster/base/1', 10_000_000, content()),
      stop,
    )
  const sink = () => new Writable({ write: (_chunk, _encoding, done) => setImmediate(done) })
  const broken = new Writable({ write: (_chunk, _encoding, done) => done(full) })
  async function* endless() {
    for (;;) yield Buffer.alloc(100_000)
  }
  async function* failing() {
    yield Buffer.alloc(10)
    throw full
  }
  await expect(write(broken, endless)).rejects.toBe(full)
  await expect(write(sink(), failing)).rejects.toBe(full)
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 20)
  async function* slowly() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      yield Buffer.alloc(10)
    }
  }
  await expect(write(sink(), slowly, stop.signal)).rejects.toMatchObject({ name: 'AbortError' })
})
