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
const counselor = { isLifeInDanger: false, role: 'counselor', hasWhereabouts: false }

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

test('whereabouts wait for a second person, whatever the basis and whoever sends them', () => {
  for (const role of ['counselor', 'supervisor', 'manager'])
    for (const basis of disclosureBases)
      expect(
        firstDecision(shippedRules, basis, { isLifeInDanger: false, role, hasWhereabouts: true }),
      ).toEqual({
        state: 'proposed',
        decision: null,
        seeWithin: null,
      })
})

test('in danger to life whereabouts go at once and are seen on the next working day, unless the office is stricter', () => {
  const danger = { isLifeInDanger: true, hasWhereabouts: true }
  const stricter = { ...shippedRules, dangerWithWhereabouts: 'second_person' as const }
  for (const role of ['counselor', 'supervisor', 'manager']) {
    expect(firstDecision(shippedRules, named('within_purpose'), { ...danger, role })).toEqual({
      state: 'live',
      decision: 'afterwards',
      seeWithin: 1,
    })
    expect(firstDecision(stricter, named('within_purpose'), { ...danger, role }).state).toBe('proposed')
  }
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

test('a supervisor decides in the stead of the manager; of what the manager proposed she is the second person', () => {
  expect([decisionBy('manager', 'counselor'), decisionBy('manager', 'manager')]).toEqual([
    'manager',
    'manager',
  ])
  expect([decisionBy('supervisor', 'counselor'), decisionBy('supervisor', null)]).toEqual([
    'in_stead',
    'in_stead',
  ])
  expect(decisionBy('supervisor', 'manager')).toBe('second')
  expect(decisionBy('counselor', 'counselor')).toBeNull()
  expect([mayDecide('in_stead', false), mayDecide('second', false), mayDecide('manager', false)]).toEqual([
    true,
    true,
    true,
  ])
  expect([mayDecide('in_stead', true), mayDecide('manager', true), mayDecide(null, false)]).toEqual([
    false,
    false,
    false,
  ])
})

test.each([
  ['counselor', 'counselor', ['supervisor', 'manager']],
  ['in_stead', 'counselor', ['manager']],
  ['afterwards', 'counselor', ['manager']],
  ['afterwards', 'supervisor', ['manager']],
  ['afterwards', 'manager', ['supervisor', 'manager']],
  ['manager', 'manager', []],
  ['second', 'manager', []],
] as const)(
  '%s by a %s is looked at afterwards by %o, and by nobody of her own',
  (decision, madeAs, seers) => {
    const roles = ['counselor', 'supervisor', 'manager'] as const
    const may = (isOwn: boolean) => roles.filter((role) => maySee({ decision, madeAs, isOwn }, [role]))
    expect(may(false)).toEqual(seers)
    expect(may(true)).toEqual([])
  },
)

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
