import { expect, test } from 'vitest'
import { isPageFunction } from '../platform/http/page.ts'

/** A route's loader or action is made by `page`, `form` or another maker of platform/http/page.ts, or stands here. */
const reviewedExceptions: Readonly<Record<string, string>> = {
  '../app/home.ts loader': 'sends on to the first page; reads nothing',
  '../app/language.ts action': 'sets the language cookie; knows nobody',
}
/**
 * Would run beside or around the page functions, so no route has any, but for the one that stands here (ADR 0006): it
 * runs in the browser, and decides only whether a page stays.
 */
const reviewedAround = ['../app/root.tsx clientMiddleware']
const neverExported = [
  'middleware',
  'clientLoader',
  'clientAction',
  'clientMiddleware',
  'unstable_middleware',
]

const texts = import.meta.glob<string>(
  ['../modules/**/web/**/*.{ts,tsx}', '../app/**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}'],
  { query: '?raw', import: 'default', eager: true },
)
const modules = import.meta.glob<Record<string, unknown>>([
  '../modules/**/web/**/*.{ts,tsx}',
  '../app/**/*.{ts,tsx}',
  '!../**/*.test.{ts,tsx}',
])

function exportsOf(text: string, names: readonly string[]): string[] {
  return names.filter((name) =>
    new RegExp(
      `export\\s+(?:(?:const|let|var|function|async\\s+function)\\s+${name}\\b|\\{[^}]*\\b${name}\\b)`,
    ).test(text),
  )
}

test('every loader and action went through the page functions', async () => {
  const found = Object.entries(texts).flatMap(([file, text]) =>
    exportsOf(text, ['loader', 'action']).map((name) => ({ file, name })),
  )
  expect(found.length).toBeGreaterThan(40)
  const unmade: string[] = []
  for (const { file, name } of found) {
    if (`${file} ${name}` in reviewedExceptions) continue
    const module = await modules[file]?.()
    if (!isPageFunction(module?.[name])) unmade.push(`${file} ${name}`)
  }
  expect(unmade).toEqual([])
}, 60_000)

test('nothing runs around the page functions', () => {
  const around = Object.entries(texts).flatMap(([file, text]) =>
    exportsOf(text, neverExported).map((name) => `${file} ${name}`),
  )
  expect(around).toEqual(reviewedAround)
  expect(texts['../app/root.tsx']).toContain('export const clientMiddleware = [keepThePage]\n')
})

test('no page reaches for a session, a pool or a vault by itself', () => {
  const reaching = Object.entries(texts).filter(
    ([file, text]) =>
      file.includes('/web/') && /requestScene|platform\(\)|inTransaction|readSessionCookie/.test(text),
  )
  expect(reaching.map(([file]) => file)).toEqual([])
})
