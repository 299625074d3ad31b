import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeptPages } from './kept-pages.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function counting(isWhole = true) {
  let made = 0
  const make = async () => ({ text: `page ${++made}`, isWhole })
  return { make, made: () => made }
}

test('who comes within seconds gets the same page; afterwards it is made anew', async () => {
  const pages = new KeptPages()
  const { make, made } = counting()
  expect(await Promise.all([pages.of('a', make), pages.of('a', make)])).toEqual(['page 1', 'page 1'])
  vi.advanceTimersByTime(4_900)
  expect(await pages.of('a', make)).toBe('page 1')
  vi.advanceTimersByTime(200)
  expect(await pages.of('a', make)).toBe('page 2')
  expect(await pages.of('b', make)).toBe('page 3')
  expect(made()).toBe(3)
})

test('a page without its directory, or one that failed, is tried again by the next', async () => {
  const pages = new KeptPages()
  const broken = counting(false)
  expect(await pages.of('a', broken.make)).toBe('page 1')
  expect(await pages.of('a', broken.make)).toBe('page 2')
  await expect(pages.of('b', async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await pages.of('b', counting().make)).toBe('page 1')
})

test('made-up host names find no endless memory', async () => {
  const pages = new KeptPages()
  const first = counting()
  await pages.of('first', first.make)
  for (let i = 0; i < 100; i++) await pages.of(`made-up-${i}`, counting().make)
  await pages.of('first', first.make)
  expect(first.made()).toBe(2)
})
