import { expect, test } from 'vitest'
import { readRecovery } from './recover.ts'

const deskId = '0190d000-0000-7000-8000-00000000000d'

test('options stand in front, each with its value', () => {
  expect(readRecovery([])).toEqual({})
  expect(readRecovery(['k.sato', deskId])).toEqual({ login: 'k.sato', deskId })
  expect(readRecovery(['--root', 'abc', '--name', '架空 恵', '--since', '2026-11-28', 'k.sato'])).toEqual({
    rootName: 'abc',
    name: '架空 恵',
    since: '2026-11-28',
    login: 'k.sato',
  })
  for (const wrong of [
    ['--root'],
    ['--name', '', 'k.sato'],
    ['--name', '架空 恵'],
    ['--since', '2026-11-28', 'k.sato'],
    ['--else', 'x'],
    ['a', 'b', 'c'],
  ])
    expect(readRecovery(wrong)).toBeUndefined()
})
