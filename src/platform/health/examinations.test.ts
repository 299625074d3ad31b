import { chmodSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArchiveState } from './archive-state.ts'
import {
  examineArchive,
  examineBackupAge,
  examineCertificate,
  examineDatabase,
  examineDisk,
  examineFileClock,
  examineMode,
  examineNode,
  examinePort,
} from './examinations.ts'

const NOW = Date.parse('2026-11-28T12:00:00Z')
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString()
const HOUR = 3600
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what grows old is a warning first, and bad later', () => {
  const backup = (seconds: number) => examineBackupAge({ at: before(seconds), bytes: 1 }, NOW).severity
  expect([backup(HOUR), backup(3 * 24 * HOUR), backup(8 * 24 * HOUR)]).toEqual(['good', 'warning', 'bad'])
  expect(examineBackupAge(undefined, NOW).severity).toBe('bad')

  const state = (seconds: number, gap = false): ArchiveState => ({
    completeUpTo: before(seconds),
    segment: null,
    putAt: null,
    lookedAt: before(0),
    trouble: 'none',
    gapSince: gap ? before(0) : null,
  })
  const archive = (seconds: number, gap?: boolean) => examineArchive(state(seconds, gap), 60, NOW).severity
  expect([archive(50), archive(200), archive(900), archive(1, true)]).toEqual([
    'good',
    'warning',
    'bad',
    'bad',
  ])
})

test('an old Node, a folder that others may enter, a port in use and a database that is away are bad', async () => {
  expect([examineNode('24.15.0').severity, examineNode('24.14.9').severity]).toEqual(['good', 'bad'])
  chmodSync(folder, 0o750)
  expect(examineMode(folder).severity).toBe('bad')
  chmodSync(folder, 0o700)
  expect(examineMode(folder).severity).toBe('good')
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  expect((await examinePort('127.0.0.1', port)).severity).toBe('bad')
  await new Promise((resolve) => server.close(resolve))
  expect((await examinePort('127.0.0.1', port)).severity).toBe('good')
  const away = { host: '127.0.0.1', port, database: 'y', ssl: false, user: 'u', password: 'p' }
  expect((await examineDatabase(away))[0]?.severity).toBe('bad')
  expect(examineDisk('backup-disk', join(folder, 'not-mounted')).severity).toBe('bad')
})

test('a file of ours from the future shows a clock that was put back', async () => {
  const file = join(folder, 'PG_VERSION')
  writeFileSync(file, '18')
  expect((await examineFileClock(folder, [file])).severity).toBe('good')
  const later = Date.now() / 1000 + HOUR
  utimesSync(file, later, later)
  expect((await examineFileClock(folder, [file])).severity).toBe('bad')
})

test('a certificate that cannot be read is bad', () => {
  const certFile = join(folder, 'cert.pem')
  writeFileSync(certFile, 'no certificate')
  expect(examineCertificate({ certFile, keyFile: certFile }, NOW).severity).toBe('bad')
})
