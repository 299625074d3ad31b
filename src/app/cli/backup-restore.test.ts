import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duplex, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Manifest } from '../../platform/backup/manifest.ts'
import { readArchive } from '../../platform/backup/read-archive.ts'
import type { DatabaseAccess } from '../../platform/db/access.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../platform/db/embedded/start-embedded.ts'
import { loadRootSecret } from '../../platform/vault/index.ts'
import { backup } from './backup.ts'
import { restore } from './restore.ts'
import { status } from './status.ts'
import { aScene, PASSPHRASE } from './testing/scene.ts'
import { type Batch, CANARY, keepWriting, lsnNumber, makeTable, readBack } from './testing/writer.ts'

let folder: string
let file: string
let secretFile: string
let acknowledged: Batch[]
let log: Manifest['log']
let clear: Buffer
const running: EmbeddedPostgres[] = []

const dataDir = (name: string) => join(folder, name)
const environment = (name: string) => ({ DATA_DIR: dataDir(name), ROOT_SECRET_FILE: secretFile })

async function start(name: string): Promise<DatabaseAccess> {
  const server = await startEmbedded({
    dataDir: dataDir(name),
    fsync: false,
    sharedBuffers: '16MB',
    log: () => undefined,
  })
  running.push(server)
  return { ...server.connection, port: 5432, ssl: false }
}

async function stopAll() {
  for (const server of running.splice(0)) await server.stop()
}

/** So that much is committed while the copy is on its way, on any machine. */
function pausing(stage: Duplex, pause: () => Promise<void>): Duplex {
  async function* pauseInTheMiddle() {
    let passed = 0
    for await (const piece of stage) {
      if (passed < 10_000_000 && passed + piece.length >= 10_000_000) await pause()
      passed += piece.length
      yield piece
    }
  }
  return Duplex.from({ writable: stage, readable: Readable.from(pauseInTheMiddle()) })
}

/** One backup, of an instance that is written to all the time. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'))
  chmodSync(folder, 0o711)
  file = join(folder, 'of-monday.backup')
  secretFile = join(folder, 'secret')
  await loadRootSecret(secretFile, true)
  const access = await start('source')
  await makeTable(access)
  const writer = keepWriting(access)
  const { scene } = aScene(environment('source'))
  const moreBatches = (length: number) => async () => {
    const wanted = writer.acknowledged.length + length
    while (writer.acknowledged.length < wanted) await sleep(5)
  }
  await moreBatches(20)()
  await backup({ ...scene, seal: (passphrase) => pausing(scene.seal(passphrase), moreBatches(50)) }, file)
  await moreBatches(5)()
  await writer.stop()
  acknowledged = writer.acknowledged
  await stopAll()
  const pieces: Buffer[] = []
  const receiver = {
    begin: async () => undefined,
    folder: async () => undefined,
    file: async (_path: string, content: AsyncIterable<Buffer>) => void pieces.push(await buffer(content)),
  }
  const read = await readArchive(createReadStream(file), scene.open(PASSPHRASE), receiver, scene.stop)
  log = read.manifest.log
  clear = Buffer.concat(pieces)
})
afterAll(async () => {
  await stopAll()
  rmSync(folder, { recursive: true, force: true })
})

test('a backup taken while rows are committed holds every one of before its end, and none torn', async () => {
  const { scene, said } = aScene(environment('restored'))
  await restore(scene, file)
  expect(said.at(-1)).toMatchObject({ type: 'secret-after-restore', isRight: true })
  const found = await readBack(await start('restored'))
  await stopAll()

  const isBefore = (lsn: string) => (batch: Batch) => lsnNumber(batch.lsn) <= lsnNumber(lsn)
  const owed = acknowledged.filter(isBefore(log.stopLsn))
  const during = owed.length - acknowledged.filter(isBefore(log.startLsn)).length
  expect(during).toBeGreaterThanOrEqual(50)
  expect(acknowledged.length).toBeGreaterThan(owed.length)
  expect(found.torn).toBe(0)
  expect(found.batches).toEqual(found.batches.map((_, i) => i))
  expect(found.batches.length).toBeGreaterThanOrEqual(owed.length)
})

test('the file tells nothing, and not even opened does it hold the root secret', () => {
  const sealed = readFileSync(file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const secret = readFileSync(secretFile, 'utf8').split('\n')[1] ?? ''
  const password = readFileSync(join(dataDir('source'), 'database/superuser'), 'utf8')
  const instanceId = readFileSync(join(dataDir('source'), 'instance-id'), 'utf8').trim()
  expect([secret.length, password.length, instanceId.length]).toEqual([64, 32, 16])
  const words = [CANARY, password, instanceId, 'yorube', 'postgres', 'PG_VERSION', 'backup_label', 'ustar']
  // Each is really in there, sealed.
  for (const word of [CANARY, password, 'postgres']) expect(clear.includes(word)).toBe(true)
  for (const word of [...words, PASSPHRASE, secret, Buffer.from(secret, 'hex')])
    expect(sealed.includes(word), String(word)).toBe(false)
  for (const word of [PASSPHRASE, secret, Buffer.from(secret, 'hex')])
    expect(clear.includes(word)).toBe(false)
  expect(readdirSync(folder).sort()).toEqual(['of-monday.backup', 'restored', 'secret', 'source'])
})

test('a wrong passphrase, a cut or changed file: refused, and nothing is left behind', async () => {
  const before = readdirSync(folder)
  const target = { ...environment('refused'), DATA_DIR: join(folder, 'refused/deep/data') }
  const known = async () => 'another passphrase of length'
  const wrong = aScene(target, { passphrase: { fresh: known, known } })
  await expect(restore(wrong.scene, file)).rejects.toMatchObject({ problem: 'cannot-open' })

  const whole = readFileSync(file)
  const bad = join(folder, 'bad')
  const places = [30, 5_000_000, whole.length - 1]
  for (const at of places) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 1
    writeFileSync(bad, changed)
    const problem = at < 100 ? 'cannot-open' : 'damaged'
    await expect(restore(aScene(target).scene, bad), `byte ${at}`).rejects.toMatchObject({ problem })
  }
  for (const length of [whole.length - 1, 46 + 65_553 * 100, 46]) {
    truncateSync(bad, length)
    await expect(restore(aScene(target).scene, bad), `cut at ${length}`).rejects.toMatchObject({
      problem: length < 100 ? 'cannot-open' : 'damaged',
    })
  }
  rmSync(bad)
  expect(readdirSync(folder)).toEqual(before)
})

test('killed in the middle, a restore leaves no instance, and the next one succeeds', async () => {
  const cluster = join(dataDir('killed'), 'database/cluster')
  const length = statSync(file).size
  for (const bytes of [1, length / 2, length - 200_000]) {
    const program = [
      join(import.meta.dirname, 'testing/restore-child.ts'),
      dataDir('killed'),
      secretFile,
      file,
    ]
    const child = spawn(process.execPath, [...program, String(bytes)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(existsSync(`${cluster}.part`)).toBe(true)
    expect(existsSync(cluster)).toBe(false)
  }
  await restore(aScene(environment('killed')).scene, file)
  expect((await readBack(await start('killed'))).torn).toBe(0)
  await stopAll()
})

test('nothing is ever overwritten, and a stop leaves nothing', async () => {
  const source = environment('source')
  await expect(backup(aScene(source).scene, file)).rejects.toMatchObject({ problem: 'file-exists' })
  await expect(restore(aScene(source).scene, file)).rejects.toMatchObject({ problem: 'holds-data' })
  const inside = join(dataDir('source'), 'x.backup')
  await expect(backup(aScene(source).scene, inside)).rejects.toMatchObject({ problem: 'inside-data' })
  const none = backup(aScene(environment('nowhere')).scene, join(folder, 'x.backup'))
  await expect(none).rejects.toMatchObject({ problem: 'no-instance' })
  const elsewhere = { ...source, DATABASE_URL: 'postgres://u:p@db.example/y' }
  for (const verb of [backup, restore])
    await expect(verb(aScene(elsewhere).scene, file)).rejects.toMatchObject({ problem: 'server-of-its-own' })

  const stop = new AbortController()
  const { scene } = aScene(source, { stop: stop.signal })
  const seal = (passphrase: string) => {
    setTimeout(() => stop.abort(), 20)
    return scene.seal(passphrase)
  }
  const before = readdirSync(folder)
  const stopped = backup({ ...scene, seal }, join(folder, 'stopped.backup'))
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
  expect(readdirSync(folder)).toEqual(before)
})

test('status knows the last backup and the root secret, of an instance and of none', async () => {
  const { scene, said } = aScene(environment('source'))
  await status(scene)
  expect(said.map(({ type }) => type)).toEqual(['versions', 'not-running', 'data', 'secret', 'last-backup'])
  expect(said.at(-1)).toMatchObject({ bytes: statSync(file).size })
  const none = aScene({ DATA_DIR: dataDir('nowhere') })
  await status(none.scene)
  expect(none.said.map(({ type }) => type)).toEqual(['versions', 'not-running', 'no-data'])
  expect(existsSync(dataDir('nowhere'))).toBe(false)
})
