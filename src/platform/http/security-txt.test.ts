import { expect, test } from 'vitest'
import { securityTxt } from './security-txt.ts'

test('whom to tell of a hole, with a day on which it runs out; nothing where nobody was named', () => {
  const now = new Date('2026-11-28T00:00:00Z')
  expect(securityTxt('mailto:mihon@example.jp', now)).toBe(
    'Contact: mailto:mihon@example.jp\nExpires: 2027-11-28T00:00:00Z\nPreferred-Languages: ja, en\n',
  )
  expect(securityTxt(undefined, now)).toBeNull()
})
