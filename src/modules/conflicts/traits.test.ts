import { expect, test } from 'vitest'
import { traitsOf, traitsOfName } from './traits.ts'

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
