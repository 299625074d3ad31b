import { expect, test } from 'vitest'
import { afterPreparing } from './beforehand.ts'

test('what was held for the work is given back after it, and not before', async () => {
  const seen: string[] = []
  const done = await afterPreparing(async (hold) => {
    hold(() => seen.push('given back'))
    return async () => seen.push('worked')
  })
  expect([done, seen]).toEqual([1, ['worked', 'given back']])
})

test('it is given back where the work throws, and where it is never begun', async () => {
  let held = 0
  const failing = [
    (hold: (giveBack: () => void) => void) => {
      held += 1
      hold(() => (held -= 1))
      return Promise.reject(new Error('not committed'))
    },
    async (hold: (giveBack: () => void) => void) => {
      held += 1
      hold(() => (held -= 1))
      return () => Promise.reject(new Error('does not answer'))
    },
  ]
  for (const prepare of failing) await expect(afterPreparing(prepare)).rejects.toThrow(/not/)
  expect(held).toBe(0)
})
