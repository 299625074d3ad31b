import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LIST, licenceList, type Package, packagesOfLock, whyNot } from './licences.ts'

const packages = packagesOfLock()

test('every package may be used with an Apache-2.0 work', () => {
  expect(packages.length).toBeGreaterThan(300)
  const refused = packages.flatMap((one) => (whyNot(one) ? [`${one.name} ${whyNot(one)}`] : []))
  expect(refused).toEqual([])
})

test('a licence that nobody has looked at is refused', () => {
  const one = (licence: string, isDevelopment = false): Package => ({
    name: 'kakuu',
    version: '1.0.0',
    licence,
    isDevelopment,
    integrity: undefined,
    resolved: undefined,
  })
  for (const licence of [
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'LGPL-3.0-or-later',
    'MIT AND GPL-2.0-only',
    'SSPL-1.0',
    '',
  ])
    expect(whyNot(one(licence)), licence).toBeDefined()
  expect(whyNot(one('MPL-2.0'))).toBeDefined()
  expect(whyNot(one('MPL-2.0', true))).toBeUndefined()
  expect(whyNot(one('(MIT OR GPL-3.0-only)'))).toBeUndefined()
})

test('each is named with the hash of its content, and none comes from elsewhere than a registry', () => {
  expect(
    packages.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ name }) => name),
  ).toEqual([])
  expect(packages.filter(({ resolved }) => resolved && !/^https:\/\/[^/]+\/.*\.tgz$/.test(resolved))).toEqual(
    [],
  )
})

test('the list that we pass on is up to date', () => {
  expect(readFileSync(LIST, 'utf8'), 'run `node scripts/licences.ts`').toBe(licenceList(packages))
})
