import type { RouteConfigEntry } from '@react-router/dev/routes'
import { expect, test } from 'vitest'
import routes from './routes.ts'

test('no id of a route, which every page tells, names a folder of the machine', () => {
  const idsOf = (entries: readonly RouteConfigEntry[]): string[] =>
    entries.flatMap(({ id, children }) => [id ?? '', ...idsOf(children ?? [])])
  const ids = idsOf(routes)
  expect(ids.length).toBeGreaterThan(50)
  expect(ids.filter((id) => !/^[a-z0-9-]+(\/[a-z0-9-]+){0,3}$/.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})
