import { expect, test } from 'vitest'
import { createTripleShift } from './triple-shift.ts'

const typed = (...keys: [key: string, at: number, isRepeat?: boolean][]) => {
  const press = createTripleShift()
  return keys.map(([key, at, isRepeat = false]) => press(key, isRepeat, at))
}

test('three quick presses of Shift alone are the signal, once', () => {
  expect(typed(['Shift', 0], ['Shift', 300], ['Shift', 600], ['Shift', 800])).toEqual([
    false,
    false,
    true,
    false,
  ])
})

test('typing capitals is not the signal', () => {
  expect(
    typed(['Shift', 0], ['A', 50], ['Shift', 200], ['B', 250], ['Shift', 400], ['C', 450]),
  ).not.toContain(true)
})

test('slow presses and a held key are not the signal', () => {
  expect(typed(['Shift', 0], ['Shift', 1000], ['Shift', 2000])).not.toContain(true)
  expect(typed(['Shift', 0], ['Shift', 30, true], ['Shift', 60, true])).not.toContain(true)
})
