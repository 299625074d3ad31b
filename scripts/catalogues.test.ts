import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodes } from '../src/platform/errors.ts'

const project = join(import.meta.dirname, '..')
type Catalogue = Readonly<Record<string, unknown>>

function catalogue(path: string): Catalogue {
  return JSON.parse(readFileSync(join(project, 'messages', path), 'utf8'))
}
const settings = JSON.parse(readFileSync(join(project, 'project.inlang/settings.json'), 'utf8'))
const named: string[] = settings['plugin.inlang.messageFormat'].pathPattern.map((path: string) =>
  basename(path, '.json'),
)
const inFolder = (locale: string) =>
  readdirSync(join(project, 'messages', locale)).map((file) => basename(file, '.json'))

/** What a message says that must stand in every language: its key and the names it is given. */
function shapeOf(messages: Catalogue): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(messages)
      .filter(([key]) => key !== '$schema')
      .map(([key, message]) => [key, parametersOf(message)]),
  )
}
function parametersOf(message: unknown): string[] {
  const names = JSON.stringify(message).matchAll(/\{(\w+)\}/g)
  return [...new Set([...names].map(([, name]) => name ?? ''))].sort()
}

test('every catalogue is compiled, and stands in both languages', () => {
  expect(named.length).toBeGreaterThan(10)
  for (const locale of ['ja', 'en']) expect(inFolder(locale).sort()).toEqual([...named].sort())
})

test.each(named)('%s says the same things in both languages, with the same parameters', (name) => {
  const japanese = shapeOf(catalogue(`ja/${name}.json`))
  expect(Object.keys(japanese).length).toBeGreaterThan(0)
  expect(shapeOf(catalogue(`en/${name}.json`))).toEqual(japanese)
})

test('the public pages say the same things in every language, with the same parameters', () => {
  const [first, ...others] = readdirSync(join(project, 'messages/intake')).map((file) =>
    shapeOf(catalogue(`intake/${file}`)),
  )
  expect(others.length).toBeGreaterThan(1)
  for (const other of others) expect(other).toEqual(first)
})

const sources = readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .filter((path) => !/\.(test|e2e|type-test)\.|\/generated\/|\/testing(\.ts$|\/)|^guards\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(project, 'src', path), 'utf8') }))

/** Where an error is made: the second argument of AppError, a field's complaint, a schema's message, a rule's answer. */
function keysOfErrors(): Map<string, string> {
  const prefixes = [...named, 'error'].join('|')
  const literal = new RegExp(`'((?:${prefixes})_[a-z0-9_]+)'`, 'g')
  const found = new Map<string, string>()
  for (const { path, text } of sources.filter(({ path }) => !/\/web\/|^modules\/sample\//.test(path)))
    for (const [, key = ''] of text.matchAll(literal)) if (!notKeys.has(key)) found.set(key, path)
  for (const code of Object.keys(errorCodes)) found.set(`error_${code.replaceAll('-', '_')}`, 'errors.ts')
  return found
}
/** Codes that only look like a key: a kind of document, a purpose, a table and its column. */
const notKeys = new Set([
  'directory_sheet',
  'directory_upkeep',
  'access_request',
  'access_item',
  'access_id',
  'retention_rule',
  'search_drawer',
])

const catalogueKeys = new Set(named.flatMap((name) => Object.keys(catalogue(`ja/${name}.json`))))

test('every key that an error is given stands in a catalogue', () => {
  const keys = keysOfErrors()
  expect(keys.size).toBeGreaterThan(120)
  expect([...keys].filter(([key]) => !catalogueKeys.has(key))).toEqual([])
})

test('every key that an error is given is said by some page', () => {
  const said = new Set(sources.flatMap(({ text }) => [...text.matchAll(/\bm\.(\w+)/g)].map(([, key]) => key)))
  expect([...keysOfErrors()].filter(([key]) => !said.has(key))).toEqual([])
})

test('a key put together from a rule’s answer has its sentences', () => {
  const prefixes = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/`([a-z]+_(?:error|refused)_)\$\{/g)].map(([, prefix = '']) => ({ path, prefix })),
  )
  expect(prefixes.length).toBeGreaterThan(1)
  for (const { prefix, path } of prefixes)
    expect([path, [...catalogueKeys].some((key) => key.startsWith(prefix))]).toEqual([path, true])
})

test('no page carries the whole catalogue', () => {
  const whole = /\bm as\b|\bm\[|import \* as \w+ from '.*\/generated\/messages/
  const carrying = sources.filter(({ text }) => /words\/words\.ts'/.test(text) && whole.test(text))
  expect(carrying.map(({ path }) => path)).toEqual([])
})
