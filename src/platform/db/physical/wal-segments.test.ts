import { expect, test } from 'vitest'
import { segmentsBetween } from './wal-segments.ts'

const MIB = 1024 * 1024

test('the segments from the first to the last, over the end of a log file', () => {
  expect(segmentsBetween('0000000100000000000000FE', '000000010000000100000001', 16 * MIB)).toEqual([
    '0000000100000000000000FE',
    '0000000100000000000000FF',
    '000000010000000100000000',
    '000000010000000100000001',
  ])
  expect(segmentsBetween('00000001000000000000003F', '000000010000000100000000', 64 * MIB)).toHaveLength(2)
  expect(segmentsBetween('00000002000000000000000A', '00000002000000000000000A', 16 * MIB)).toHaveLength(1)
})

test('two timelines, a wrong order or a strange name are refused', () => {
  for (const [first, last] of [
    ['000000010000000000000001', '000000020000000000000001'],
    ['000000010000000000000002', '000000010000000000000001'],
    ['00000001.history', '000000010000000000000001'],
  ] as const) {
    expect(() => segmentsBetween(first, last, 16 * MIB)).toThrow()
  }
})
