import { expect, test } from 'vitest'
import { PersonCard } from '../people/index.ts'
import { namesKin, traitsOf, traitsOfName } from './traits.ts'

const birthDate = '1990-01-01'

test('a dot or a mark in place of a name is nobody, and makes nobody a namesake', () => {
  const names = [{ family: '・', given: '・', familyKana: 'ー', givenKana: '・' }]
  expect(traitsOf({ names, birthDate })).toEqual([])
  expect(traitsOfName('・・・・')).toEqual([])
})

test('names in either writing, with the day, and the number', () => {
  const names = [{ family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'ﾀﾛｳ' }]
  const traits = traitsOf({ names, birthDate, phones: [{ number: '090-0000-0000' }] } as never)
  expect(traits).toEqual([
    { use: 'kana-name', value: 'ミホンタロウ' },
    { use: 'written-name', value: '見本太郎' },
    { use: 'name-and-birth-date', value: `ミホンタロウ|${birthDate}` },
    { use: 'name-and-birth-date', value: `見本太郎|${birthDate}` },
    { use: 'phone', value: '09000000000' },
  ])
  expect(traitsOfName('見本　太郎')).toEqual([{ use: 'written-name', value: '見本太郎' }])
})

test('words name him by his whole name in either writing and order, by his number or his day, and by no half of them', () => {
  const him = {
    names: [{ family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' }],
    birthDate,
    phones: [{ number: '090-0000-0000' }],
  }
  const card = PersonCard.parse(him)
  for (const words of [
    '見本 太郎',
    '太郎　見本',
    '見本太郎さんの件で確かめる',
    'ミホンタロウ',
    'ﾐﾎﾝ ﾀﾛｳ',
    '見本 たろう',
    '09000000000',
    '+81 90 0000 0000',
    '架空 1990-01-01',
    'H2.1.1',
  ])
    expect(namesKin(words, card), words).toBe(true)
  for (const words of ['見本', '太郎', 'みほん', '見本 花', '0900000', '1990-01-02', '', '・'])
    expect(namesKin(words, card), words).toBe(false)
  expect(namesKin('見本', PersonCard.parse({ names: [{ family: '見本' }] }))).toBe(false)
  expect(namesKin('', PersonCard.parse({ names: [{}], phones: [{ number: '' }] }))).toBe(false)
})
