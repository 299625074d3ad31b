import { mkdtempSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type KeptLine, keepLines, keptFileIn, ledgerIn, readKept } from './kept-file.ts'

const line = (last: string): KeptLine => ({
  tenantId: 'c0000000-0000-4000-8000-000000000001',
  id: `c0000000-0000-4000-8000-00000000000${last}`,
  kind: 'case',
  deskId: 'c0000000-0000-4000-8000-00000000000d',
  listId: 'c0000000-0000-4000-8000-00000000000e',
  shreddedOn: '2026-11-28',
  effectiveOn: '2027-01-02',
  mac: 'abcd',
})

test('lines are added and never taken out, whatever a restored database has forgotten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shred-ledger-'))
  expect(await readKept(folder)).toBeUndefined()
  expect(await keepLines(folder, [])).toBe(0)
  expect(await keepLines(folder, [line('1'), line('2')])).toBe(2)
  expect(await keepLines(folder, [line('2')])).toBe(0)
  expect(await keepLines(folder, [line('3')])).toBe(1)
  expect((await readKept(folder))?.lines).toEqual([line('1'), line('2'), line('3')])
})

test('what is no line counts for nothing, and is told', async () => {
  const { lines, unreadable } = ledgerIn(
    `${JSON.stringify(line('1'))}\n{"id":\n${JSON.stringify({ ...line('2'), kind: 'person' })}\n`,
  )
  expect([lines.length, unreadable]).toEqual([1, 2])
  const folder = mkdtempSync(join(tmpdir(), 'shred-ledger-'))
  await writeFile(keptFileIn(folder), 'nothing of ours')
  expect(await readKept(folder)).toEqual({
    lines: [],
    damaged: ['nothing of ours'],
    unreadable: 1,
  })
})
