import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Statements } from '../platform/audit/log/seal-round.ts'
import { createLogger } from '../platform/log/logger.ts'
import { witnessIn } from './witness.ts'

const root = mkdtempSync(join(tmpdir(), 'witness-'))
let folder: string
let size: number
let clock: number
let asked: number

const db: Statements = {
  async query<Row extends object>() {
    asked += 1
    return { rows: [{ size, note: `yorube/0\n${size}\n` }] as unknown as Row[] }
  },
}
const logger = createLogger('test', 'silent')
const later = (minutes: number) => {
  clock += minutes * 60_000
}

beforeEach(() => {
  folder = mkdtempSync(join(root, 'kept-'))
  size = 10
  clock = 0
  asked = 0
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a file for each state, at most every five minutes, and none where nothing is new', async () => {
  const witness = witnessIn(folder, logger, () => clock)
  await witness(db)
  size = 11
  await witness(db)
  expect(readdirSync(folder)).toEqual(['000000000010.checkpoint'])
  later(5)
  await witness(db)
  later(5)
  await witness(db)
  expect(readdirSync(folder)).toEqual(['000000000010.checkpoint', '000000000011.checkpoint'])
  expect(readFileSync(join(folder, '000000000011.checkpoint'), 'utf8')).toBe('yorube/0\n11\n')
})

test('what was kept is never written over', async () => {
  writeFileSync(join(folder, '000000000010.checkpoint'), 'kept before')
  await witnessIn(folder, logger, () => clock)(db)
  expect(readFileSync(join(folder, '000000000010.checkpoint'), 'utf8')).toBe('kept before')
})

test('a folder that cannot be written stops nothing, and is tried again', async () => {
  const gone = join(folder, 'gone')
  const witness = witnessIn(gone, logger, () => clock)
  await witness(db)
  const { mkdirSync } = await import('node:fs')
  mkdirSync(gone)
  later(5)
  await witness(db)
  expect(readdirSync(gone)).toHaveLength(1)
})

test('without a folder nothing is asked', async () => {
  await witnessIn('', logger, () => clock)(db)
  expect(asked).toBe(0)
})
