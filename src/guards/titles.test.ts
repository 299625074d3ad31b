import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import routes from '../app/routes.ts'

interface Entry {
  path?: string | undefined
  file?: string | undefined
  children?: readonly Entry[] | undefined
}

/** A frame that is given its title writes it into the head as well. */
const states = [/^export const meta = /m, /^export function meta\(/m, /<title>/, /<EntranceFrame\b/]

function filesOf(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ path, file, children = [] }) => [
    ...(path && file ? [resolve('src/app', file)] : []),
    ...filesOf(children),
  ])
}

test('every page says in the head what it is: tabs and screen readers go by that', () => {
  const pages = filesOf(routes)
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => text.includes('export default '))
  expect(pages.length).toBeGreaterThan(70)
  const untitled = pages.filter(({ text }) => !states.some((way) => way.test(text)))
  expect(untitled.map(({ file }) => file)).toEqual([])
})
