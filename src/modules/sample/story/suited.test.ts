import { expect, test } from 'vitest'
import { suited } from './suited.ts'

const about = { sex: 'female', relation: 'spouse', hasChildren: true, age: 34 } as const
const sentences = [
  '夫と話した。',
  '子どもが眠れない。',
  '年金だけでは足りない。',
  '離婚を考えている。',
  '眠れない。',
]

test('a sentence is said only of somebody it can be true of', () => {
  expect(suited(sentences, about)).not.toContain('年金だけでは足りない。')
  expect(suited(sentences, { ...about, age: 71 })).toContain('年金だけでは足りない。')
  expect(suited(sentences, { ...about, hasChildren: false })).not.toContain('子どもが眠れない。')
  expect(suited(sentences, { ...about, relation: 'parent' })).not.toContain('離婚を考えている。')
})

test('the partner is named as the relation is', () => {
  expect(suited(sentences, { ...about, relation: 'divorced' })[0]).toBe('元夫と話した。')
  expect(suited(sentences, { ...about, relation: 'cohabiting' })[0]).toBe('相手と話した。')
  expect(suited(sentences, { ...about, sex: 'male' })[0]).toBe('妻と話した。')
})
