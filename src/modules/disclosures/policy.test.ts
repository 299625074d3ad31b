import { expect, test } from 'vitest'
import { basisOf, disclosureBases } from './contract.ts'
import {
  decisionBy,
  endOfJapanDay,
  firstDecision,
  isRunOut,
  mayDecide,
  maySee,
  shippedRules,
  whyNotBasis,
} from './policy.ts'

const named = (code: string) => {
  const basis = basisOf(code)
  if (!basis) throw new Error(`no basis ${code}`)
  return basis
}
const counselor = { isLifeInDanger: false, role: 'counselor', mustWait: false }

test('with her consent the counsellor decides and the supervisor sees it on the next working day', () => {
  expect(firstDecision(shippedRules, named('consent_oral'), counselor)).toEqual({
    state: 'live',
    decision: 'counselor',
    seeWithin: 1,
  })
})

test('without consent it waits for the manager, unless the manager herself sends it', () => {
  const basis = named('art69_2_3_public_body')
  expect(firstDecision(shippedRules, basis, counselor).state).toBe('proposed')
  expect(firstDecision(shippedRules, basis, { ...counselor, role: 'supervisor' }).state).toBe('proposed')
  expect(firstDecision(shippedRules, basis, { ...counselor, role: 'manager' })).toMatchObject({
    state: 'live',
    decision: 'manager',
  })
})

test('in danger to life one acts first, and the manager sees it within three working days', () => {
  const expected = { state: 'live', decision: 'afterwards', seeWithin: 3 }
  expect(firstDecision(shippedRules, named('art27_1_2_life'), counselor)).toEqual(expected)
  expect(
    firstDecision(shippedRules, named('within_purpose'), { ...counselor, isLifeInDanger: true }),
  ).toEqual(expected)
})

test('whereabouts wait for a second person whatever else holds', () => {
  const facts = { isLifeInDanger: true, role: 'manager', mustWait: true }
  expect(firstDecision(shippedRules, named('consent_written'), facts).state).toBe('proposed')
})

test('a municipality may be stricter or looser', () => {
  const strict = { ...shippedRules, withConsent: 'manager' as const }
  expect(firstDecision(strict, named('consent_oral'), counselor).state).toBe('proposed')
  const loose = { ...shippedRules, withoutConsent: 'counselor' as const }
  expect(firstDecision(loose, named('within_purpose'), counselor).decision).toBe('counselor')
})

test('a registered establishment is told nothing without her consent', () => {
  expect(whyNotBasis(named('within_purpose'), 'registered_establishment')).toBe('disclosures_consent_only')
  expect(whyNotBasis(named('consent_oral'), 'registered_establishment')).toBeNull()
  expect(whyNotBasis(named('within_purpose'), 'department')).toBeNull()
  expect(whyNotBasis(undefined, 'department')).toBe('disclosures_unknown_basis')
})

test('a supervisor decides in the stead of the manager, who then sees it; nobody sees her own act', () => {
  expect(decisionBy('manager')).toBe('manager')
  expect(decisionBy('supervisor')).toBe('in_stead')
  expect(decisionBy('counselor')).toBeNull()
  expect([mayDecide('in_stead', false), mayDecide('in_stead', true)]).toEqual([true, false])
  expect([mayDecide('manager', true), mayDecide(null, false)]).toEqual([true, false])
  expect(maySee('in_stead', ['supervisor'], false)).toBe(false)
  expect(maySee('in_stead', ['manager'], false)).toBe(true)
  expect(maySee('counselor', ['supervisor'], false)).toBe(true)
  expect(maySee('counselor', ['supervisor'], true)).toBe(false)
})

test('a share ends with its last day in Japan', () => {
  expect(endOfJapanDay('2026-11-21')).toBe(Date.parse('2026-11-21T15:00:00Z') / 1000)
  expect(isRunOut({ state: 'live', untilDay: '2026-11-20' }, '2026-11-21')).toBe(true)
  expect(isRunOut({ state: 'live', untilDay: '2026-11-21' }, '2026-11-21')).toBe(false)
  expect(isRunOut({ state: 'live', untilDay: null }, '2026-11-21')).toBe(false)
})

test('every basis has a label in both languages, an article and a source mark', () => {
  for (const basis of disclosureBases)
    expect(
      [basis.label.ja, basis.label.en, basis.article, basis.articleEn, basis.source].every(
        (text) => text !== '',
      ),
    ).toBe(true)
  expect(new Set(disclosureBases.map((basis) => basis.code)).size).toBe(disclosureBases.length)
})
