import { expect, test } from 'vitest'
import type { ReleasedField } from './contract.ts'
import { fiscalYearOf, type GateFacts, namesOneOf, whyNotRelease } from './policy.ts'

const name: ReleasedField = { name: 'name', class: 'S' }
const address: ReleasedField = { name: 'present_address', class: 'A' }
const toDesk: GateFacts = {
  recipientKind: 'department',
  recipient: { kind: 'desk', deskId: 'd' },
  personPart: null,
  isNamedLikeOpposing: false,
  secondPerson: 'missing',
}

test('an address leaves only with a second person, and never to a body above whose ceiling it is', () => {
  expect(whyNotRelease([name], toDesk)).toBeNull()
  expect(whyNotRelease([name, address], toDesk)).toBe('documents_refused_second_person')
  expect(whyNotRelease([name, address], { ...toDesk, secondPerson: 'agrees' })).toBeNull()
  expect(whyNotRelease([name, address], { ...toDesk, secondPerson: 'afterwards' })).toBeNull()
  const shop: GateFacts = { ...toDesk, recipientKind: 'registered_establishment', secondPerson: 'agrees' }
  expect(whyNotRelease([address], shop)).toBe('documents_refused_ceiling')
  expect(whyNotRelease([address], { ...shop, secondPerson: 'afterwards' })).toBe('documents_refused_ceiling')
})

test('nothing goes to the counterpart, kin, or whoever acts for him', () => {
  const person = (personPart: string | null): GateFacts => ({
    ...toDesk,
    recipientKind: 'person',
    recipient: { kind: 'person', personId: 'p' },
    personPart,
  })
  expect(whyNotRelease([name], person('counterpart'))).toBe('documents_refused_opposing')
  expect(whyNotRelease([name], person('relative'))).toBe('documents_refused_opposing')
  expect(whyNotRelease([name], person('client'))).toBeNull()
  expect(whyNotRelease([name], person(null))).toBe('documents_refused_unknown_person')
  const agent = (actsFor: 'client' | 'counterpart' | 'unknown'): GateFacts => ({
    ...toDesk,
    recipientKind: 'agent',
    recipient: { kind: 'agent', actsFor, personName: '弁護士 架空' },
  })
  expect(whyNotRelease([name], agent('counterpart'))).toBe('documents_refused_agent')
  expect(whyNotRelease([name], agent('unknown'))).toBe('documents_refused_agent')
  expect(whyNotRelease([name], agent('client'))).toBeNull()
  expect(whyNotRelease([name], { ...toDesk, isNamedLikeOpposing: true })).toBe('documents_refused_opposing')
})

test('placement cannot be named, whatever a caller casts', () => {
  const placement = { name: 'facility', class: 'F' } as unknown as ReleasedField
  expect(whyNotRelease([placement], { ...toDesk, secondPerson: 'agrees' })).toBe(
    'documents_refused_placement',
  )
  // @ts-expect-error no template can name a field of class F
  const named: ReleasedField = { name: 'facility', class: 'F' }
  expect(named.class).toBe('F')
})

test('a name is recognised in either script, spaces and honorifics aside', () => {
  const people = [{ family: '架空', given: '太郎', familyKana: 'カクウ', givenKana: 'タロウ' }]
  expect(namesOneOf('架空　太郎 様', people)).toBe(true)
  expect(namesOneOf('ｶｸｳ ﾀﾛｳ', people)).toBe(true)
  expect(namesOneOf('架空 花子', people)).toBe(false)
  expect(namesOneOf('誰か', [{ family: '', given: '', familyKana: '', givenKana: '' }])).toBe(false)
})

test('the fiscal year begins in April', () => {
  expect(fiscalYearOf('2027-03-31')).toBe(2026)
  expect(fiscalYearOf('2027-04-01')).toBe(2027)
})
