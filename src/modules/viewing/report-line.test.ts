import { expect, test } from 'vitest'
import { type Look, lineOf, withoutRepeats } from './report-line.ts'

const look: Look = {
  day: '2026-04-01',
  name: '見本 支援',
  kind: 'person',
  role: 'counselor',
  purpose: 'support',
  inEmergency: false,
  desk: { fullName: '架空市 相談室', isFacility: false },
}

test('she is told the day, the agency, the post and why; a name only where the office says so', () => {
  expect(lineOf(look, false)).toEqual({
    day: '2026-04-01',
    agency: '架空市 相談室',
    role: 'counselor',
    purpose: 'support',
    name: null,
    isProgram: false,
  })
  expect(lineOf(look, true).name).toBe('見本 支援')
})

test.each([false, true])('a facility has no name, no post and no staff on her list (names: %s)', (names) => {
  const facility = { ...look, role: 'shelter_worker', desk: { fullName: '施設「さくら」', isFacility: true } }
  const line = lineOf(facility, names)
  expect(line).toMatchObject({ agency: '', role: '', name: null })
  expect(JSON.stringify(line)).not.toMatch(/さくら|施設|shelter|見本/)
  // Somebody whose desk is not known any more looks exactly the same.
  expect(lineOf({ ...facility, desk: null }, names)).toEqual(line)
})

test('what the duty desk opened at night is told as urgent help, and a program as a program', () => {
  expect(lineOf({ ...look, purpose: 'protection', inEmergency: true }, false).purpose).toBe('emergency')
  expect(lineOf({ ...look, kind: 'machine' }, true)).toMatchObject({ isProgram: true, name: null, role: '' })
  expect(lineOf({ ...look, purpose: 'of-another-release' }, false).purpose).toBe('administration')
})

test('two unnamed colleagues of one day are one line; named ones are two', () => {
  const two = [look, { ...look, name: '例示 同僚' }]
  expect(withoutRepeats(two.map((one) => lineOf(one, false)))).toHaveLength(1)
  expect(withoutRepeats(two.map((one) => lineOf(one, true)))).toHaveLength(2)
})
