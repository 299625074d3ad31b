import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ApiRoute, isApiRoute, pathFields } from '../platform/http/api.ts'
import { useCases } from '../platform/use-case.ts'
import { loadEveryModule } from './every-module.ts'

/**
 * Addresses that programs may call. Nothing answers there but use-cases which were opened to programs one by one; what
 * they check, record and commit is the same as for pages.
 */
const texts = import.meta.glob<string>('../modules/**/api.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const { apiRoutes } =
  import.meta.glob<{ apiRoutes: readonly ApiRoute[] }>('../app/api.ts', { eager: true })['../app/api.ts'] ??
  fail()
function fail(): never {
  throw new Error('src/app/api.ts is gone')
}

/** The files' own door (pictures, uploads) is one of pages: it takes cookies and answers no program. */
const doorsOfPages = ['../modules/cases/api.ts']

beforeAll(loadEveryModule, 60_000)

test('every address went through apiRoute, and every use-case that was opened to programs has one', () => {
  expect(apiRoutes.filter((route) => !isApiRoute(route))).toEqual([])
  const opened = useCases().filter((one) => one.definition.scope && !one.definition.name.startsWith('guard.'))
  expect(apiRoutes.map((route) => route.useCase.definition.name).sort()).toEqual(
    opened.map((one) => one.definition.name).sort(),
  )
})

test('an API file declares addresses and decides nothing', () => {
  const deciding = Object.entries(texts).filter(
    ([file, text]) =>
      !doorsOfPages.includes(file) && /new Hono|platform\(\)|inTransaction|\.cookie\b|=>|function/.test(text),
  )
  expect(Object.keys(texts).length).toBeGreaterThan(2)
  expect(deciding.map(([file]) => file)).toEqual([])
})

/** What may stand in an address: ids and choices of a closed list. Words somebody typed never do. */
const namesAddresses = ['state', 'mine', 'after']

test('no address carries words', () => {
  for (const route of apiRoutes) {
    const { shape } = route.useCase.definition.input as z.ZodObject
    expect(route.useCase.definition.input).toBeInstanceOf(z.ZodObject)
    expect((route.query ?? []).filter((name) => !namesAddresses.includes(name) || !(name in shape))).toEqual(
      [],
    )
    for (const name of pathFields(route.path)) expect(shape[name]).toBeInstanceOf(z.ZodUUID)
    // Free text would come out again in logs of whatever stands in between.
    for (const name of route.query ?? []) expect(shape[name]?.safeParse('架空 花子').success).toBe(false)
  }
})

test('what writes takes effect once for each key', () => {
  for (const route of apiRoutes) {
    const { shape } = route.useCase.definition.input as z.ZodObject
    expect(route.isOnce === true, route.path).toBe('submissionId' in shape)
  }
})
