import { expect, test } from 'vitest'
import {
  blankCodes,
  codeLists,
  codesOf,
  codesWithBlanks,
  currentEdition,
  everyCodeOf,
  isCode,
  labelOf,
  presentCode,
} from './code-lists.ts'
import frozen from './testing/edition-1.json' with { type: 'json' }

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u
const every = codeLists.flatMap((list) => everyCodeOf(list).map((code) => ({ list, ...code })))

test('every code has a label in both languages, each in its own, and says where it comes from', () => {
  expect(every.length).toBeGreaterThan(150)
  for (const one of every) {
    expect([one.list, one.code, one.ja === '', one.en === '']).toEqual([one.list, one.code, false, false])
    expect([one.code, japanese.test(`${one.en}${one.hint?.en ?? ''}`)]).toEqual([one.code, false])
    expect(one.source).toMatch(/^(P|GK|[★☆]+|[RS]\d+)$/)
    expect(one.since).toBeLessThanOrEqual(currentEdition)
  }
  for (const list of codeLists) {
    const codes = everyCodeOf(list).map((one) => one.code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(new Set(codesOf(list).map((one) => one.ja)).size).toBe(codesOf(list).length)
  }
})

test('what a record of the first edition holds is still readable, and belongs to that edition', () => {
  for (const [list, codes] of Object.entries(frozen) as [(typeof codeLists)[number], string[]][])
    for (const code of codes) {
      expect([list, code, isCode(list, code, 1)]).toEqual([list, code, true])
      expect(labelOf(list, code)).toMatch(japanese)
      expect(labelOf(list, code, 'en')).not.toMatch(/[_]|^$/)
    }
})

test('a retired code is not offered any more; what replaces it is', () => {
  const retired = every.filter((one) => one.until !== undefined)
  expect(retired.length).toBeGreaterThan(0)
  for (const { list, code, replacedBy } of retired) {
    expect(codesOf(list).map((one) => one.code)).not.toContain(code)
    if (replacedBy) expect(isCode(list, presentCode(list, code))).toBe(true)
  }
  expect(presentCode('language', 'ja-easy')).toBe('ja_easy')
  expect(presentCode('language', 'vi')).toBe('vi')
})

test('wherever she may say nothing there are three blanks, once each and in the same order', () => {
  for (const list of codeLists.filter((one) => one !== 'blank')) {
    const codes = codesWithBlanks(list).map((one) => one.code)
    expect(codes.slice(-3)).toEqual(blankCodes)
    expect(new Set(codes).size).toBe(codes.length)
  }
  expect(codesWithBlanks('sex').map((one) => one.ja)).toEqual([
    '女',
    '男',
    'その他',
    '未聴取',
    '不明',
    '答えない',
  ])
  expect(labelOf('route', 'not_asked', 'en')).toBe('Not asked')
  expect(isCode('relation', 'declined')).toBe(true)
  expect(isCode('relation', 'spouse', 0)).toBe(false)
})

test('the lists the law and the practice ask for are whole', () => {
  expect(codesOf('violence')).toHaveLength(6)
  const relations = codesOf('relation').map((one) => one.code)
  expect(relations).toEqual(expect.arrayContaining(['dating', 'ex_dating', 'divorced', 'ex_common_law']))
  const channels = codesOf('channel').map((one) => one.code)
  expect(channels).toEqual(expect.arrayContaining(['visit', 'phone', 'outreach', 'mail', 'sns']))
  for (const one of codesOf('chiefComplaint')) expect(isCode('complaintGroup', one.group ?? '')).toBe(true)
})
