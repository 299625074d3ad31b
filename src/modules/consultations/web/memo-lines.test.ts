import { expect, test } from 'vitest'
import { carryMarks, markForKey, marksFrom, marksToText } from './memo-lines.ts'

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

test('a key marks by letter, by place on a kana layout, and by the zero of either block', () => {
  expect(markForKey({ key: 'f', code: 'KeyF' })).toBe('fact')
  expect(markForKey({ key: 'の', code: 'KeyK' })).toBe('words')
  expect(markForKey({ key: 'Process', code: 'KeyI' })).toBe('opinion')
  expect(markForKey({ key: '0', code: 'Numpad0' })).toBeNull()
  expect(markForKey({ key: 'a', code: 'KeyA' })).toBeUndefined()
})

test('marks travel as one letter a line', () => {
  expect(marksFrom(marksToText(['fact', null, 'words', 'opinion']))).toEqual([
    'fact',
    null,
    'words',
    'opinion',
  ])
})
