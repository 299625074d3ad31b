import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

test('back to the page one came from, never elsewhere and never to an act', () => {
  expect(returnPath('/cases/1?tab=notes')).toBe('/cases/1?tab=notes')
  expect(returnPath('//evil.example')).toBe('/')
  expect(returnPath('/sign-out')).toBe('/')
  expect(returnPath('/session?x=1')).toBe('/')
  expect(returnPath(null)).toBe('/')
})
