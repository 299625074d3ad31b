import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'docs/asvs.md'), 'utf8')
const items = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([123]) \| ([a-z/ ]+) \| (.*) \|$/gm)].map(
  ([, id = '', level = '', state = '', evidence = '']) => ({ id, level, state, evidence }),
)

test('every item that applies is there once: 64 of the first level, 156 of the second, 81 of the third', () => {
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
  expect(['1', '2', '3'].map((level) => items.filter((one) => one.level === level).length)).toEqual([
    64, 156, 81,
  ])
})

test('each has a state and says why, and the first two levels have no exceptions', () => {
  const states = ['met', 'partly', 'not yet', 'operator', 'exception', 'n/a']
  expect(items.filter(({ state, evidence }) => !states.includes(state) || evidence.length < 2)).toEqual([])
  expect(items.filter(({ level, state }) => level !== '3' && state === 'exception')).toEqual([])
})

test('the counts at the top are those of the list', () => {
  for (const level of ['1', '2', '3']) {
    const counts = ['met', 'partly', 'not yet', 'operator', 'exception', 'n/a'].map(
      (state) => items.filter((one) => one.level === level && one.state === state).length,
    )
    expect(text).toContain(`| ${level} | ${counts.join(' | ')} |`)
  }
})

test('files named as evidence, here and in the threat model, are there', () => {
  const threats = readFileSync(join(root, 'docs/threat-model.md'), 'utf8')
  const named = [
    ...`${text}${threats}`.matchAll(
      /`((?:src|e2e|scripts|docs|drills|reference)\/[\w./*-]+|\.[\w-]+(?:\.mjs)?)`/g,
    ),
  ]
    .map(([, path = '']) => path)
    .filter((path) => !path.includes('*'))
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
})
