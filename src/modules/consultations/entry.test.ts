import { expect, test } from 'vitest'
import { codesOf } from '../../codes/code-lists.ts'
import { columnOfComplaint } from './codes.ts'
import { ConsultationTyped, cardFrom, columnsFrom, recordFrom } from './entry.ts'
import { linesOf, memoOf } from './memo.ts'

test('a memo becomes lines with the marks of each, and back again', () => {
  const lines = linesOf('夫に押された\r\n「もう帰れない」\n疲れが強い\n\n', 'fwo')
  expect(lines).toEqual([
    { text: '夫に押された', kind: 'fact' },
    { text: '「もう帰れない」', kind: 'words' },
    { text: '疲れが強い', kind: 'opinion' },
  ])
  expect(linesOf('印なし', '')).toEqual([{ text: '印なし', kind: null }])
  expect(linesOf('  \n', 'f')).toEqual([])
  expect(memoOf(lines)).toEqual({ memo: '夫に押された\n「もう帰れない」\n疲れが強い', marks: 'fwo' })
})

test('an anonymous call makes no card; any one of name, birth date and number does', () => {
  const typed = (person: object) => ConsultationTyped.parse({ day: '20261120', person })
  expect(cardFrom(typed({ sex: 'female', phoneNote: '夜は不可' }))).toBeNull()
  expect(cardFrom(typed({ givenKana: 'はな' }))?.names).toHaveLength(1)
  expect(cardFrom(typed({ birthDate: 'H2.1.2' }))?.birthDate).toBe('1990-01-02')
  expect(cardFrom(typed({ phone: '090-0000-1234' }))?.phones).toEqual([{ number: '090-0000-1234', note: '' }])
})

test('what must stay sealed never stands in a column', () => {
  const typed = ConsultationTyped.parse({ day: '20261120', chiefComplaint: 'sexual_violence' })
  expect(columnsFrom(typed).chief_complaint).toBe('sealed')
  expect(recordFrom(typed).chiefComplaint).toBe('sexual_violence')
  expect(columnOfComplaint('spouse_violence')).toBe('spouse_violence')
  const telling = /sexual|pregnan|traffick|exploit/
  for (const { code } of codesOf('chiefComplaint').filter((one) => telling.test(one.code)))
    expect(columnOfComplaint(code)).toBe('sealed')
})

test('every field may stay blank', () => {
  const typed = ConsultationTyped.parse({ day: 'R8.11.20' })
  expect(columnsFrom(typed)).toMatchObject({ day: '2026-11-20', channel: 'phone', urgency: 'not_asked' })
  expect(recordFrom(typed).lines).toEqual([])
})

test('bad and huge input names its field', () => {
  const bad = ConsultationTyped.safeParse({
    day: 'R8.2.30',
    time: '25:00',
    chiefComplaint: 'no_such_code',
    memo: 'あ'.repeat(100_001),
    minutes: 'long',
    marks: 'fxz',
  })
  const fields = new Set(bad.error?.issues.map((issue) => issue.path.join('.')))
  expect(fields).toEqual(new Set(['day', 'time', 'chiefComplaint', 'memo', 'minutes', 'marks']))
})
