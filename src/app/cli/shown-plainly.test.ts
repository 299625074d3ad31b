import { expect, test } from 'vitest'
import { CliFailure } from './cli-failure.ts'
import { cliFailureSentences, wordsOf } from './cli-words.ts'

const bidi = '\u202e'
const home = '\u001b[1;1H\u001b[2K\u009b2K'
/** Written over, turned round, on a line of its own, unseen. */
const hostile = `架空${home}${bidi}\r\n\u2028\u2029\u200b\u{e0041}花`
const plain = '架空\\u001b[1;1H\\u001b[2K\\u009b2K\\u202e\\u000d\\u000a\\u2028\\u2029\\u200b\\udb40\\udc41花'

test('a name out of the data writes over nothing, wherever it stands', () => {
  const said = wordsOf(
    {
      type: 'whose-account',
      login: hostile,
      name: hostile,
      since: new Date('2026-11-28T15:00:00Z'),
      seats: [{ desk: hostile, role: hostile }],
    },
    'en',
  )
  expect(said).toContain('2026-11-29')
  expect(said.split(plain)).toHaveLength(5)
  expect(said.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
  expect(wordsOf({ type: 'appointed', login: 'k.sato', name: hostile, tenant: hostile }, 'ja')).toBe(
    `${plain} の ${plain}（k.sato）さんをシステム管理者にしました。すべての管理者に知らせ、記録に残しました。`,
  )
  expect(cliFailureSentences(new CliFailure('other-name', hostile), 'en')?.[0]).toContain(plain)
})

test('nor does a long one push the day off the screen', () => {
  const desk = ' '.repeat(5000)
  const said = wordsOf(
    {
      ...{ type: 'whose-account', login: 'k.sato', name: desk, since: new Date() },
      seats: [{ desk, role: 'manager' }],
    },
    'ja',
  )
  expect(said.length).toBeLessThan(600)
})

test('what machines read stays readable, and a checkpoint keeps its lines', () => {
  const raw = wordsOf({ type: 'raw', text: JSON.stringify({ source: hostile }) }, 'en')
  expect(raw).not.toMatch(/\p{C}/u)
  expect(JSON.parse(raw)).toEqual({ source: hostile })
  const paper = wordsOf(
    {
      type: 'paper-checkpoint',
      note: `one\ntwo${home}\n`,
      ...{ size: 1, signedAt: '2026-11-28T15:00:00Z', printedKey: 'key', isCurrent: true },
    },
    'en',
  )
  expect(paper).toContain('one\ntwo\\u001b[1;1H')
})
