import { expect, test } from 'vitest'
import { withLocale } from '../../platform/words/request-locale.ts'
import { contactSentence, warningsOf } from './safe-contact.ts'

const japanese = (plan: Parameters<typeof contactSentence>[0]) =>
  withLocale('ja', () => contactSentence(plan))

test('the plan is one sentence to speak before a call', () => {
  const plan = {
    mayContact: 'yes',
    voicemail: 'no',
    from: '13:00',
    until: '15:00',
    callerName: '図書館の見本',
  }
  expect(japanese(plan)).toBe('留守電不可・13:00–15:00・名乗りは図書館の見本')
})

test('nothing known says nothing; something known without her leave says that first', () => {
  expect(japanese({})).toBe('')
  expect(japanese({ mayContact: 'unknown' })).toBe('')
  expect(japanese({ voicemail: 'no' })).toBe('連絡してよいか未確認・留守電不可')
  expect(japanese({ mayContact: 'declined', phone: '0X0-0000-1234' })).toMatch(/^連絡してよいか未確認・/)
})

test('where she does not want to be called nothing invites to it', () => {
  const plan = { mayContact: 'no', phone: '0X0-0000-1234', voicemail: 'yes', codeWord: '本の返却' }
  expect(japanese(plan)).toBe('こちらからは連絡しない・合言葉「本の返却」')
})

test('a warning that stands in two places is said once', () => {
  const one = '窓口で名前を呼ばない。番号札で案内する。'
  expect(warningsOf(one, one)).toEqual(['窓口で名前を呼ばない。', '番号札で案内する。'])
  expect(warningsOf('夜は電話しない', '夜は電話しない。郵便を送らない')).toEqual([
    '夜は電話しない',
    '郵便を送らない',
  ])
  expect(warningsOf('一つ目\n二つ目', null, '')).toEqual(['一つ目', '二つ目'])
})
