import { expect, test } from 'vitest'
import { onePerPerson } from './one-per-person.ts'

const ids = ['child', 'her', 'her second call', 'her third call']
const shown = (said: readonly [string, string][], clientId = 'her') =>
  onePerPerson(
    ids.map((id) => ({ id, sameIds: said.filter(([one]) => one === id).map(([, other]) => other) })),
    clientId,
  ).map(({ id, otherIds }) => [id, ...otherIds])

test('nobody is left out where nothing was said', () => {
  expect(shown([])).toEqual([['child'], ['her'], ['her second call'], ['her third call']])
})

test('the client stands for her later calls, in whichever direction and by way of whichever row it was said', () => {
  const once = [['child'], ['her', 'her second call', 'her third call']]
  expect(
    shown([
      ['her', 'her second call'],
      ['her', 'her third call'],
    ]),
  ).toEqual(once)
  expect(
    shown([
      ['her third call', 'her second call'],
      ['her second call', 'her'],
    ]),
  ).toEqual(once)
})

test('where the client is none of them, the first row stands for the others', () => {
  expect(shown([['her third call', 'her second call']], 'child')).toEqual([
    ['child'],
    ['her'],
    ['her second call', 'her third call'],
  ])
})
