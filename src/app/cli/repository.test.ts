import { appendFileSync, chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listBases, removeOld } from '../../platform/backup/bases.ts'
import type { DatabaseAccess } from '../../platform/db/access.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../platform/db/embedded/start-embedded.ts'
import { withClient } from '../../platform/db/with-client.ts'
import { archiveState } from '../../platform/health/archive-state.ts'
import { loadRootSecret } from '../../platform/vault/index.ts'
import { forgetRunning, noteRunning } from '../launcher/running-file.ts'
import { LogArchive } from '../log-archive.ts'
import { backupToRepository } from './backup-to-repository.ts'
import { restoreAsWished } from './restore-wish.ts'
import { aScene } from './testing/scene.ts'
import { CANARY, type Found, keepWriting, makeTable, readBack } from './testing/writer.ts'
import { verifyBackup } from './verify-backup.ts'

let folder: string
let source: EmbeddedPostgres
let access: DatabaseAccess
let archive: LogArchive
let atNoon: Date
let beforeNoon: number
const complaints: string[] = []
const AFTER_NOON = 900_000
const SECOND_BASE = 900_001

const environment = (name: string, backupDir = 'backups') => ({
  DATA_DIR: join(folder, name),
  BACKUP_DIR: join(folder, backupDir),
  ARCHIVE_SECONDS: '1',
  ROOT_SECRET_FILE: join(folder, 'secret'),
})
const at = (name: string, backupDir?: string) => aScene(environment(name, backupDir))
const accessTo = (server: EmbeddedPostgres): DatabaseAccess => ({
  ...server.connection,
  port: 5432,
  ssl: false,
})
const startIn = (name: string) =>
  startEmbedded({ dataDir: join(folder, name), fsync: false, sharedBuffers: '16MB', log: () => undefined })

async function insert(batch: number) {
  await withClient(access, (client) =>
    client.query('insert into written select $1, line, $2, md5($2) from generate_series(1, 3) as line', [
      batch,
      CANARY,
    ]),
  )
}

async function contentOf(name: string): Promise<Found> {
  const server = await startIn(name)
  return await readBack(accessTo(server)).finally(server.stop)
}

async function restored(name: string, moment?: Date, backupDir?: string) {
  const { scene, said } = at(name, backupDir)
  const wish = { file: undefined, to: undefined, at: moment?.toISOString() }
  await restoreAsWished(scene, wish)
  return said
}

/** A working morning, a noon, an afternoon with a second base: all of it archived. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'repository-'))
  chmodSync(folder, 0o711)
  await loadRootSecret(join(folder, 'secret'), true)
  source = await startIn('source')
  access = accessTo(source)
  await makeTable(access)
  const { scene } = at('source')
  archive = new LogArchive(scene.config, access, (trouble) => complaints.push(trouble))
  void archive.run()
  while (!archiveState(scene.config.dataDir)) await sleep(20)
  noteRunning(scene.config.dataDir, {})
  const writer = keepWriting(access)
  await backupToRepository(scene)
  await sleep(1500)
  await writer.stop()
  beforeNoon = writer.acknowledged.length
  await sleep(100)
  atNoon = new Date()
  await sleep(100)
  await insert(AFTER_NOON)
  // Nobody is there to type the passphrase, and nobody need be.
  await backupToRepository({ ...scene, passphrase: { fresh: fail, known: fail } })
  await insert(SECOND_BASE)
  await archive.stop()
  forgetRunning(scene.config.dataDir)
  await source.stop()
}, 90_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
})
const fail = () => Promise.reject(new Error('asked for the passphrase'))

test('everything that was acknowledged comes back, from the newest base and the log after it', async () => {
  const said = await restored('newest')
  expect(said.find(({ type }) => type === 'replayed')).toMatchObject({ endsBefore: false })
  const { batches, torn } = await contentOf('newest')
  expect(torn).toBe(0)
  const morning = Array.from({ length: beforeNoon }, (_, i) => i)
  expect(batches).toEqual([...morning, AFTER_NOON, SECOND_BASE])
})

test('as it was at noon: all of the morning, nothing of the afternoon', async () => {
  await restored('noon', atNoon)
  const { batches, torn } = await contentOf('noon')
  expect(torn).toBe(0)
  expect(batches).toEqual(Array.from({ length: beforeNoon }, (_, i) => i))
})

test('a moment after the last thing that was written gives all there is, and says so', async () => {
  const said = await restored('evening', new Date())
  expect(said.find(({ type }) => type === 'replayed')).toMatchObject({ endsBefore: true })
  expect((await contentOf('evening')).batches).toContain(SECOND_BASE)
})

test('the repository tells nothing, and the server that wrote it cannot open it', () => {
  const backups = join(folder, 'backups')
  const writer = JSON.parse(readFileSync(join(folder, 'source/backup-writer.json'), 'utf8'))
  const names = readdirSync(backups, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(names.length).toBeGreaterThan(5)
  for (const { parentPath, name } of names) {
    const content = readFileSync(join(parentPath, name))
    expect(content.includes(CANARY), name).toBe(false)
    expect(content.includes(Buffer.from(writer.writerKey, 'base64')), name).toBe(false)
    expect(content.includes(writer.writerKey), name).toBe(false)
    if (name.endsWith('.log')) expect(content.subarray(0, 6).toString('hex')).toBe('5952424b0102')
  }
})

test('it is looked through from end to end; a lost or altered segment is found, and no half restore stays', {
  timeout: 90_000,
}, async () => {
  await verifyBackup(at('source').scene)
  const copies = ['lost', 'altered'] as const
  for (const copy of copies) cpSync(join(folder, 'backups'), join(folder, copy), { recursive: true })
  // The last but one of the morning: the first base needs it, and so does nothing else.
  const [first = '', second = ''] = (await listBases(join(folder, 'backups'))).map(
    (base) => base.firstSegment,
  )
  const needed = readdirSync(join(folder, 'backups/log')).sort()
  const name = needed.filter((log) => log > first && log.slice(0, 24) < second).at(-2) ?? ''
  rmSync(join(folder, 'lost/log', name))
  await expect(restored('with-a-gap', atNoon, 'lost')).rejects.toMatchObject({ problem: 'log-gap' })
  appendFileSync(join(folder, 'altered/log', name), 'x')
  await expect(verifyBackup(at('source', 'altered').scene)).rejects.toMatchObject({ problem: 'damaged' })
  await expect(restored('altered', atNoon, 'altered')).rejects.toMatchObject({ problem: 'damaged' })
  expect(readdirSync(folder)).not.toContain('with-a-gap')
})

test('old backups go, and the log that only they need; the newest stays however old it is', async () => {
  const copy = join(folder, 'old')
  cpSync(join(folder, 'backups'), copy, { recursive: true })
  const logs = () => readdirSync(join(copy, 'log')).length
  expect(await removeOld(copy, 35, new Date())).toBe(0)
  const before = logs()
  expect(await removeOld(copy, 35, new Date(Date.now() + 36 * 86_400_000))).toBeGreaterThan(1)
  expect(readdirSync(join(copy, 'base'))).toHaveLength(1)
  expect(logs()).toBeLessThan(before)
  await restored('from-what-is-left', undefined, 'old')
  expect((await contentOf('from-what-is-left')).batches).toContain(SECOND_BASE)
})

test('nothing is overwritten, and what is not meant is refused in words', async () => {
  const cases = [
    [() => restored('source'), 'holds-data'],
    [() => restored('nowhere', new Date('2001-01-01')), 'no-base-before'],
    [() => restored('nowhere', new Date(Date.now() + 60_000)), 'at-future'],
    [() => restored('nowhere', undefined, 'nothing-here'), 'no-repository'],
    [() => backupToRepository(aScene({ DATA_DIR: join(folder, 'source') }).scene), 'no-backup-dir'],
    [() => backupToRepository(at('source', 'source/inside').scene), 'inside-data'],
  ] as const
  for (const [act, problem] of cases) await expect(act()).rejects.toMatchObject({ problem })
  expect(complaints).toEqual([])
})
