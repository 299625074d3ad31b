import { expect, test } from 'vitest'
import { beginFromReferral } from './begin-from-referral.ts'

const from = (who: string, fromKind: string | null = 'department') =>
  beginFromReferral({
    fromKind,
    isFromOutside: false,
    sheet: { who, reach: '不明', noticed: 'あざ', agreement: 'unknown' },
  })

test('an age that is named once becomes the age band; two ages are nobody’s to guess', () => {
  expect(from('送迎に来る母親、30代')).toEqual({ route: ['own_office'], 'person.ageBand': ['30s'] })
  expect(from('１９歳の学生')).toMatchObject({ 'person.ageBand': ['under_20'] })
  expect(from('72才の方')).toMatchObject({ 'person.ageBand': ['60_over'] })
  expect(from('80代の母と暮らす50代の方')).toEqual({ route: ['own_office'] })
  expect(from('窓口に来た方')).toEqual({ route: ['own_office'] })
})

test('the way she came follows from the kind of body; an unknown one stays unasked', () => {
  expect(from('不明', 'private_body')).toEqual({ route: ['private_body'] })
  expect(from('不明', null)).toEqual({})
})
