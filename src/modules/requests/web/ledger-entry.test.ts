import { expect, test } from 'vitest'
import { hasLeft, ledgerState } from './ledger-entry.tsx'

test('what was taken back before a decision was told to nobody, and her list does not say so', () => {
  expect(hasLeft({ state: 'withdrawn', decision: null })).toBe(false)
  expect(hasLeft({ state: 'withdrawn', decision: 'counselor' })).toBe(true)
  expect(hasLeft({ state: 'refused', decision: 'manager' })).toBe(false)
  expect(hasLeft({ state: 'proposed', decision: null })).toBe(false)
  expect(hasLeft({ state: 'ended', decision: 'afterwards' })).toBe(true)
  expect(ledgerState({ state: 'withdrawn', decision: null })).not.toBe(
    ledgerState({ state: 'withdrawn', decision: 'manager' }),
  )
})
