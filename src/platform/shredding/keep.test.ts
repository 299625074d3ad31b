import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ledgerKeeper } from './keep.ts'
import { keptFileIn, readKept } from './kept-file.ts'

const row = {
  tenant_id: 'c0000000-0000-4000-8000-000000000001',
  id: 'c0000000-0000-4000-8000-000000000002',
  kind: 'case',
  desk_id: 'c0000000-0000-4000-8000-00000000000d',
  list_id: 'c0000000-0000-4000-8000-00000000000e',
  shredded_on: '2026-11-28',
  effective_on: '2027-01-02',
  mac: Buffer.from('abcd', 'hex'),
}

/** A database with one line, and how often all lines were asked for. */
function aLedger() {
  const asked = { lines: 0 }
  const query = async (sql: string) => {
    if (sql.includes('count_shreddings')) return { rows: [{ many: 1 }] }
    asked.lines += 1
    return { rows: [row] }
  }
  return { db: { query } as never, asked }
}
const newFolder = () => mkdtempSync(join(tmpdir(), 'shred-ledger-'))
const keptIn = async (folder: string) => (await readKept(folder))?.lines.length

test('a ledger that was taken away from beside the backups, or cut short, is written again', async () => {
  const folder = newFolder()
  const keep = ledgerKeeper([folder], () => {})
  const { db } = aLedger()
  await keep(db)
  expect(await keptIn(folder)).toBe(1)
  rmSync(keptFileIn(folder))
  await keep(db)
  expect(await keptIn(folder)).toBe(1)
  truncateSync(keptFileIn(folder), 10)
  await keep(db)
  expect(await keptIn(folder)).toBe(1)
})

test('an untouched copy asks for nothing; a folder that cannot be written is told each time, and holds up no other', async () => {
  const folder = newFolder()
  const [missing, complaints] = [join(folder, 'not', 'there'), [] as string[]]
  const { db, asked } = aLedger()
  const keepOne = ledgerKeeper([folder], () => {})
  await keepOne(db)
  await keepOne(db)
  expect(asked.lines).toBe(1)
  const keepBoth = ledgerKeeper([missing, folder], (name) => complaints.push(name))
  await keepBoth(db)
  await keepBoth(db)
  expect(complaints).toEqual([missing, missing])
  expect(await keptIn(folder)).toBe(1)
})
