import { expect, test } from 'vitest'
import { withLocale } from '../../platform/words/request-locale.ts'
import { dutyGrounds } from './duty-grounds.ts'
import { pledgeGround, pledgeWords } from './pledge-grounds.ts'

test('every ground has a text, says whom it binds and that it lasts', () => {
  for (const ground of dutyGrounds) expect(pledgeGround(ground).ground).toBe(ground)
})

test('a penalty stands only where the ground carries it, and is marked until it is confirmed', () => {
  const penalties = dutyGrounds.map((ground) => [ground, pledgeGround(ground).penalty?.article ?? null])
  expect(penalties).toEqual([
    ['local_public_service_34', '地方公務員法 第60条'],
    ['womens_act_15_5', '困難な問題を抱える女性への支援に関する法律 第23条'],
    ['womens_act_9_8', '困難な問題を抱える女性への支援に関する法律 第23条'],
    ['dv_act_5_3', null],
    ['penal_code_134', '刑法 第134条第1項'],
    ['welfare_commissioner_15', null],
    ['human_rights_volunteer_12', null],
    ['local_guideline', null],
  ])
  const confirmed = dutyGrounds.filter((ground) => pledgeGround(ground).penalty?.isConfirmed)
  expect(confirmed).toEqual([])
})

test('whoever reads English reads the same duty, with a penalty exactly where the law has one', () => {
  for (const ground of dutyGrounds) {
    const { en, source, penalty } = pledgeGround(ground)
    expect([ground, en.source === null, en.penalty === null]).toEqual([
      ground,
      source === null,
      penalty === null,
    ])
    const read = withLocale('en', () => pledgeWords(ground))
    expect([read.binds, read.penalty?.isConfirmed]).toEqual([en.binds, penalty?.isConfirmed])
    expect(withLocale('ja', () => pledgeWords(ground)).duty).toBe(pledgeGround(ground).duty)
  }
})

test('a local rule is named by the body, never by us', () => {
  expect(pledgeGround('local_guideline').source).toBeNull()
})

test('an unknown ground falls back to the usual one', () => {
  expect(pledgeGround('something else').ground).toBe('local_public_service_34')
})
