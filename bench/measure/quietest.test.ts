import { expect, test } from 'vitest'
import { Patience, quietest } from './quietest.ts'

const endless = () => new Patience(60_000)

test('what was disturbed is repeated, and the quietest try counts', async () => {
  const tries = [0.5, 0.2, 0.3]
  let at = 0
  const kept = await quietest(async () => ({ others: tries[at++] ?? 1 }), 3, endless())
  expect(kept.others).toBe(0.2)
  expect(at).toBe(3)
})

test('is not repeated once one was quiet', async () => {
  let count = 0
  await quietest(async () => ({ others: count++ === 0 ? 0.4 : 0.01 }), 5, endless())
  expect(count).toBe(2)
})

test('nor when there is no patience left: the first try is always made, and time spent on repeats is gone', async () => {
  const patience = new Patience(1)
  let count = 0
  const busy = async () => {
    count += 1
    await new Promise((resolve) => setTimeout(resolve, 5))
    return { others: 0.9 }
  }
  await quietest(busy, 5, patience)
  expect(count).toBe(2)
  await quietest(busy, 5, patience)
  expect(count).toBe(3)
})
