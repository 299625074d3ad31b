import { expect, test } from 'vitest'

/** A frame that is given its title writes it into the head as well. */
const states = [/^export const meta = /m, /^export function meta\(/m, /<title>/, /<EntranceFrame\b/]

const texts = import.meta.glob<string>(['../modules/**/web/**/*.tsx', '../../e2e/gallery/*-page.tsx'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

test('every page says in the head what it is: tabs and screen readers go by that', () => {
  // Only what stands in the route table has a default export.
  const pages = Object.entries(texts).filter(([, text]) => /^export default /m.test(text))
  expect(pages.length).toBeGreaterThan(70)
  const untitled = pages.filter(([, text]) => !states.some((way) => way.test(text)))
  expect(untitled.map(([file]) => file)).toEqual([])
})
