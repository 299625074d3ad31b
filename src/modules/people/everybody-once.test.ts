import { expect, test } from 'vitest'
import { onceEach } from './everybody-once.ts'

test('of rows said to be the same the one on a case is kept, at the place of the best match', () => {
  expect(onceEach(['a', 'b', 'c', 'd'], [['a', 'c']], new Set(['c']))).toEqual(['c', 'b', 'd'])
  expect(onceEach(['a', 'b', 'c', 'd'], [['c', 'a']], new Set())).toEqual(['a', 'b', 'd'])
})

test('what was said is followed from row to row, in whichever order it was said', () => {
  const pairs = [
    ['a', 'b'],
    ['c', 'd'],
    ['b', 'c'],
  ] as const
  expect(onceEach(['d', 'x', 'b', 'a', 'c'], pairs, new Set())).toEqual(['d', 'x'])
})

test('nobody said anything: the order stays as it is', () => {
  expect(onceEach(['b', 'a'], [], new Set(['a']))).toEqual(['b', 'a'])
})
