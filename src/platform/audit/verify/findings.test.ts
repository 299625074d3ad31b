import { expect, test } from 'vitest'
import { FindingBook, mostOfAKind } from './findings.ts'

test('thousands of one kind hide none of another', () => {
  const book = new FindingBook()
  const many = mostOfAKind * 10
  for (let seq = 0; seq < many; seq += 1) book.add({ kind: 'writing-copied', seq })
  book.add({ kind: 'row-gone', label: 'case_.core', rowId: 'a', seq: null })
  expect(book.count).toBe(many + 1)
  expect(book.counts).toEqual({ 'writing-copied': many, 'row-gone': 1 })
  expect(book.findings).toHaveLength(mostOfAKind + 1)
  expect(book.findings.at(-1)).toMatchObject({ kind: 'row-gone' })
})
