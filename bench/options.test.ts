import { expect, test } from 'vitest'
import { readOptions, WrongOptions, workloadNames } from './options.ts'

test('without a word everything is measured, two seconds a round', () => {
  expect(readOptions([])).toEqual({
    isSmall: false,
    isLarge: false,
    isJson: false,
    isKept: false,
    only: workloadNames,
    seconds: 2,
  })
})

test('some workloads, small and short', () => {
  const options = readOptions(['--small', '--only', 'open,list', '--seconds', '0.5'])
  expect(options).toMatchObject({ isSmall: true, only: ['open', 'list'], seconds: 0.5 })
})

test.each([
  [['--only', 'opne']],
  [['--seconds', '0']],
  [['--seconds', 'x']],
  [['--seconds', '3600']],
  [['--fast']],
])('refuses %s', (given) => {
  expect(() => readOptions(given)).toThrow(WrongOptions)
})
