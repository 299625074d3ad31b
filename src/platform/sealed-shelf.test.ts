import { afterEach, expect, test, vi } from 'vitest'
import { SealedShelf } from './sealed-shelf.ts'
import type { SealedDocument } from './vault/contract.ts'

const aDocument = (rowId: string, length: number): SealedDocument => ({
  ...{
    tenantId: 't',
    scope: 'desk',
    label: 'search_drawer.lines',
    rowId,
    compartmentId: 'd',
    rev: 1,
    schema: 1,
  },
  bytes: Buffer.alloc(length),
})

afterEach(() => vi.useRealTimers())

test('gives back what was put there under that name, and nothing under another version', () => {
  const shelf = new SealedShelf(100, 1000)
  const one = aDocument('one', 10)
  shelf.put('one:7', one)
  expect(shelf.take('one:7')).toBe(one)
  expect(shelf.take('one:8')).toBeUndefined()
})

test('the longest unused goes first when there is too much, and the bytes are counted right', () => {
  const shelf = new SealedShelf(100, 1000)
  for (const name of ['a', 'b', 'c']) shelf.put(name, aDocument(name, 30))
  shelf.take('a')
  shelf.put('d', aDocument('d', 30))
  expect(['a', 'b', 'c', 'd'].map((name) => shelf.take(name)?.rowId)).toEqual(['a', undefined, 'c', 'd'])
  shelf.put('d', aDocument('d', 20))
  expect(shelf.bytes).toBe(80)
  shelf.put('huge', aDocument('huge', 101))
  expect([shelf.bytes, shelf.take('huge')]).toEqual([0, undefined])
})

test('nothing stays longer than it may, whether anybody asks for it or not', () => {
  vi.useFakeTimers()
  const shelf = new SealedShelf(100, 1000)
  shelf.put('a', aDocument('a', 30))
  vi.advanceTimersByTime(600)
  shelf.put('b', aDocument('b', 30))
  vi.advanceTimersByTime(399)
  expect(shelf.take('a')).toBeDefined()
  vi.advanceTimersByTime(1)
  expect(shelf.take('a')).toBeUndefined()
  vi.advanceTimersByTime(1000)
  expect(shelf.bytes).toBe(0)
})
