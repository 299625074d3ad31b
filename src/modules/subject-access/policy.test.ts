import { expect, test } from 'vitest'
import {
  daysAfter,
  decideWithin,
  isChanged,
  isGivenOtherwise,
  isOwnName,
  isSameName,
  mayNameOthers,
  whyNotChoice,
  whyNotDecide,
  whyNotIdentified,
} from './policy.ts'

const sure = {
  requester: 'herself',
  proofs: ['photo_id'],
  askedHerself: false,
  hasCase: true,
  isOpposing: false,
  isHers: true,
  isSameAgent: true,
} as const

test('she shows who she is; an agent shows his right as well, and she is asked herself', () => {
  expect(whyNotIdentified(sure)).toBeNull()
  expect(whyNotIdentified({ ...sure, proofs: ['two_papers'] })).toBeNull()
  expect(whyNotIdentified({ ...sure, proofs: ['mandate'] })).toBe('access_refused_identity')
  const agent = { ...sure, requester: 'mandated_agent' } as const
  expect(whyNotIdentified(agent)).toBe('access_refused_mandate')
  expect(whyNotIdentified({ ...agent, proofs: ['photo_id', 'mandate'] })).toBe('access_refused_ask_herself')
  expect(whyNotIdentified({ ...agent, proofs: ['photo_id', 'mandate'], askedHerself: true })).toBeNull()
  const parent = { ...sure, requester: 'legal_agent', askedHerself: true } as const
  expect(whyNotIdentified({ ...parent, proofs: ['photo_id', 'mandate'] })).toBe('access_refused_register')
  expect(whyNotIdentified({ ...parent, proofs: ['photo_id', 'family_register'] })).toBeNull()
})

test('no papers help whoever is named like the opposing party, nor where no case is meant', () => {
  const everything = {
    ...sure,
    proofs: ['photo_id', 'two_papers', 'family_register', 'mandate'],
    askedHerself: true,
  } as const
  for (const requester of ['herself', 'legal_agent', 'mandated_agent'] as const) {
    expect(whyNotIdentified({ ...everything, requester, isOpposing: true })).toBe('access_refused_opposing')
    expect(whyNotIdentified({ ...everything, requester, hasCase: false })).toBe('access_refused_no_case')
  }
})

test('good papers in a name that the case does not know as hers are not enough, nor another agent’s', () => {
  expect(whyNotIdentified({ ...sure, isHers: false })).toBe('access_refused_not_hers')
  const agent = {
    ...sure,
    requester: 'mandated_agent',
    proofs: ['photo_id', 'mandate'],
    askedHerself: true,
  } as const
  expect(whyNotIdentified({ ...agent, isHers: false })).toBe('access_refused_not_hers')
  expect(whyNotIdentified({ ...agent, isSameAgent: false })).toBe('access_refused_other_agent')
  expect(isSameName('甲野　一郎', '甲野 一郎')).toBe(true)
  expect(isSameName('甲野 一郎', '乙野 二郎')).toBe(false)
  expect(isSameName(' ', '')).toBe(false)
})

test('what is held back names its ground, and somebody else decides', () => {
  expect(whyNotChoice('withhold', null)).toBe('access_ground_missing')
  expect(whyNotChoice('partly', null)).toBe('access_ground_missing')
  expect(whyNotChoice('disclose', 2)).toBe('access_ground_without_need')
  expect(whyNotChoice(null, null)).toBe('access_choice_missing')
  const whole = [
    { choice: 'disclose', ground: null, proposed_by: 'worker', proposers: ['worker'] } as const,
    { choice: 'withhold', ground: 2, proposed_by: 'colleague', proposers: ['earlier', 'colleague'] } as const,
  ]
  expect(whyNotDecide(whole, 'lead')).toBeNull()
  // One of them is enough.
  expect(whyNotDecide(whole, 'colleague')).toBe('access_refused_second_person')
  // Nor does it help that somebody else has changed it since.
  expect(whyNotDecide(whole, 'earlier')).toBe('access_refused_second_person')
  const open = { choice: null, ground: null, proposed_by: null, proposers: [] }
  expect(whyNotDecide([...whole, open], 'lead')).toBe('access_refused_not_whole')
  expect(whyNotDecide([open], 'lead')).toBe('access_refused_not_proposed')
  expect(whyNotDecide([], 'lead')).toBe('access_refused_not_proposed')
})

test('she is not taken for him by the family name that both bear', () => {
  const names = [{ family: '架空', given: '花', familyKana: 'かくう', givenKana: 'はな' }]
  expect(isOwnName('架空　花', names)).toBe(true)
  expect(isOwnName('かくう はな', names)).toBe(true)
  expect(isOwnName('架空 太郎', names)).toBe(false)
  expect(isOwnName('架空', [{ ...names[0], given: '' } as (typeof names)[0]])).toBe(false)
})

test('thirty days from the day after it came, over months and years', () => {
  expect(daysAfter('2026-04-01', decideWithin)).toBe('2026-05-01')
  expect(daysAfter('2026-12-15', decideWithin)).toBe('2027-01-14')
})

test('what may speak of others is proposed so', () => {
  expect(mayNameOthers('person', true)).toBe(false)
  expect(mayNameOthers('person', false)).toBe(true)
  expect(mayNameOthers('consultation', true)).toBe(true)
  expect(mayNameOthers('note', true)).toBe(false)
})

test('an answer holds for the version it was put about; what is withheld is given in no version', () => {
  const now = new Map([['one', '2']])
  const answered = { id: 'one', choice: 'disclose', version: '2' } as const
  expect(isChanged(answered, now)).toBe(false)
  expect(isChanged({ ...answered, version: '1' }, now)).toBe(true)
  // From before versions were kept.
  expect(isChanged({ ...answered, version: null }, now)).toBe(true)
  expect(isChanged({ ...answered, choice: null, version: null }, now)).toBe(false)
  expect(isGivenOtherwise([{ ...answered, choice: 'partly', version: '1' }], now)).toBe(true)
  expect(isGivenOtherwise([{ ...answered, choice: 'withhold', version: '1' }], now)).toBe(false)
})
