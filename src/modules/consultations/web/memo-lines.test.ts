import { expect, test } from 'vitest'
import { carryMarks, markForKey, marksFrom, marksToText, nextMark } from './memo-lines.ts'

test('marks stay with their lines when one is put in between', () => {
  const after = carryMarks(['一', '二', '三'], ['fact', 'words', 'opinion'], ['一', '新', '二', '三'])
  expect(after).toEqual(['fact', null, 'words', 'opinion'])
})

test('a line that is corrected keeps its mark; one taken out takes its mark along', () => {
  expect(carryMarks(['一', '二'], ['fact', 'words'], ['一', '二!'])).toEqual(['fact', 'words'])
  expect(carryMarks(['一', '二', '三'], ['fact', 'words', 'opinion'], ['一', '三'])).toEqual([
    'fact',
    'opinion',
  ])
})

test('equal lines do not share one mark', () => {
  expect(carryMarks(['はい'], ['words'], ['はい', 'はい'])).toEqual(['words', null])
})

test('a number marks, on either block and whatever the input method makes of the key', () => {
  expect(markForKey({ key: '1', code: 'Digit1' })).toBe('fact')
  expect(markForKey({ key: 'Process', code: 'Digit2' })).toBe('words')
  expect(markForKey({ key: '3', code: 'Numpad3' })).toBe('opinion')
  expect(markForKey({ key: '0', code: 'Numpad0' })).toBeNull()
  expect(markForKey({ key: '4', code: 'Digit4' })).toBeUndefined()
  expect(markForKey({ key: 'f', code: 'KeyF' })).toBeUndefined()
})

test('a click goes round the kinds', () => {
  expect(nextMark(null)).toBe('fact')
  expect(nextMark('fact')).toBe('words')
  expect(nextMark('words')).toBe('opinion')
  expect(nextMark('opinion')).toBeNull()
})

test('marks travel as one letter a line', () => {
  expect(marksFrom(marksToText(['fact', null, 'words', 'opinion']))).toEqual([
    'fact',
    null,
    'words',
    'opinion',
  ])
})
