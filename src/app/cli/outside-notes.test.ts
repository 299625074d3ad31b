import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openCheckpoint, signCheckpoint } from '../../platform/audit/log/checkpoint.ts'
import { logSigner } from '../../platform/vault/index.ts'
import { notesAt } from './outside-notes.ts'

const folder = mkdtempSync(join(tmpdir(), 'notes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const signer = logSigner(new Uint8Array(32).fill(7))
const origin = 'yorube/0123456789abcdef'
const noteOf = (size: number) => signCheckpoint({ origin, size, root: new Uint8Array(32).fill(size) }, signer)
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const sizesAt = (place: string) =>
  notesAt(place).map(({ note }) => {
    const opened = openCheckpoint(note, origin, signer.publicKey)
    return typeof opened === 'string' ? opened : opened.size
  })

test('one checkpoint, several in a file, and a folder of them are read', () => {
  file('000000000001.checkpoint', noteOf(1))
  file('000000000002.checkpoint', noteOf(2))
  const several = file('several', noteOf(3) + noteOf(4) + noteOf(5))
  expect(sizesAt(several)).toEqual([3, 4, 5])
  expect(sizesAt(folder).sort()).toEqual([1, 2])
})

test('what is no checkpoint is told, and not passed over', () => {
  expect(sizesAt(file('other', 'a shopping list\n'))).toEqual(['unreadable'])
  expect(sizesAt(file('empty', ''))).toEqual(['unreadable'])
})

test('a place that is not there, and a file far too large, are refused', () => {
  expect(() => notesAt(join(folder, 'none'))).toThrow('file-missing')
  expect(() => notesAt(file('large', 'x'.repeat(20_000)))).toThrow('unknown-format')
})
