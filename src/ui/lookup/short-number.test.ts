import { expect, test } from 'vitest'
import { idsMeant, shortNumber } from './short-number.ts'

const id = '3f9a1c2b-77aa-4bcd-8e01-0123456789ab'

test('a short number means every id that begins with it, however it is typed', () => {
  expect(shortNumber(id)).toBe('3F9A-1C2B')
  const meant = {
    first: '3f9a1c2b-0000-0000-0000-000000000000',
    last: '3f9a1c2b-ffff-ffff-ffff-ffffffffffff',
  }
  for (const typed of [
    '3F9A-1C2B',
    ' 3f9a1c2b ',
    '\uff13\uff26\uff19\uff21\u30fc1c2b',
    '3f9a 1c2b',
    '3F9A\u22121C2B',
  ])
    expect(idsMeant(typed)).toEqual(meant)
})

test('a whole id, or the address of a page, means that one', () => {
  for (const typed of [id, id.toUpperCase(), `https://yorube.test/cases/${id}/ledger?x=1`])
    expect(idsMeant(typed)).toEqual({ first: id, last: id })
})

test('anything else means nothing', () => {
  for (const typed of ['', 'R8-0123', '3F9A', '3f9a1c2b77', 'zzzzzzzz'])
    expect(idsMeant(typed)).toBeUndefined()
})
