import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test.each(['/', '/cases/1?tab=notes', '/cases?state=open&after=x#list'])('%s is ours', (path) => {
  expect(ownPath(path)).toBe(path)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/a\\b',
  'https://evil.example',
  'javascript:alert(1)',
  ' /cases',
  `/${'a'.repeat(600)}`,
  '',
  null,
  undefined,
  7,
])('%s leads home instead', (path) => {
  expect(ownPath(path)).toBe('/')
})
