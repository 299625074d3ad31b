import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepLines, keptFileIn, readKept } from '../../platform/shredding/kept-file.ts'
import { bringLedger } from './bring-ledger.ts'

/** 0197, ADR 24: "A line that cannot be read … the start stops". What brings or copies the ledger takes such lines out of it. */
const id = (n: number) => `c0000000-0000-4000-8000-00000000000${n}`
const line = (n: number) => ({
  tenantId: id(1),
  id: id(n),
  kind: 'case' as const,
  deskId: id(8),
  listId: id(9),
  shreddedOn: '2026-11-28',
  effectiveOn: '2027-01-02',
  mac: 'ab'.repeat(32),
})
const newFolder = () => mkdtempSync(join(tmpdir(), 'found-ledger-'))
const damaged = () => `${JSON.stringify(line(2))}\n${JSON.stringify(line(3)).slice(0, -40)}\n`

test('restore brings a damaged line along, so that the start stops', async () => {
  const [beside, dataDir] = [newFolder(), newFolder()]
  writeFileSync(keptFileIn(beside), damaged())
  expect((await readKept(beside))?.unreadable).toBe(1)
  await bringLedger({ say: () => {} } as never, beside, dataDir)
  // On the new server BACKUP_DIR is not this folder: only what lies beside the data is looked at (src/app/migrate.ts).
  expect((await readKept(dataDir))?.unreadable, readFileSync(keptFileIn(dataDir), 'utf8')).toBe(1)
})

test('whoever adds a line leaves a damaged one where it is', async () => {
  const dataDir = newFolder()
  writeFileSync(keptFileIn(dataDir), damaged())
  await keepLines(dataDir, [line(4)])
  expect((await readKept(dataDir))?.unreadable).toBe(1)
})
