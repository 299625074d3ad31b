import { describe, expect, test } from 'vitest'
import { standingOf, whyNotAdmitMachine, whyNotConfirmMachine } from './machine-policy.ts'

const now = new Date('2026-11-28T09:00:00+09:00')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const asked = {
  state: 'asked',
  askedBy: 'first',
  askedAt: hoursAgo(1),
  answersId: 'answering',
  confirmedBy: null,
  confirmedAt: null,
  endsAt: null,
  isAnswered: true,
}
const confirmed = { ...asked, state: 'confirmed', confirmedBy: 'second', confirmedAt: hoursAgo(1) }
const live = { ...confirmed, state: 'live', endsAt: hoursAgo(-24) }

test.each([
  [asked, 'asked'],
  [{ ...asked, askedAt: hoursAgo(25) }, 'stale'],
  [confirmed, 'confirmed'],
  [{ ...confirmed, askedAt: hoursAgo(30) }, 'confirmed'],
  [{ ...confirmed, confirmedAt: hoursAgo(15 * 24) }, 'stale'],
  [live, 'live'],
  [{ ...live, isAnswered: false }, 'unanswered'],
  [{ ...live, endsAt: hoursAgo(1), isAnswered: false }, 'over'],
  [{ ...live, state: 'ended' }, 'ended'],
])('where a credential stands: %#', (machine, standing) => {
  expect(standingOf(machine, now)).toBe(standing)
})

describe('nobody makes a credential alone', () => {
  test('whoever asked does not confirm, nor does who would answer for it', () => {
    expect(whyNotConfirmMachine(asked, { userId: 'first' }, now)).toBe('accounts_confirm_own')
    expect(whyNotConfirmMachine(asked, { userId: 'answering' }, now)).toBe('accounts_machine_confirm_answers')
    expect(whyNotConfirmMachine(asked, { userId: 'second' }, now)).toBeNull()
    expect(whyNotConfirmMachine({ ...asked, askedAt: hoursAgo(25) }, { userId: 'second' }, now)).toBe(
      'accounts_confirm_stale',
    )
  })

  test('a lead of the desk takes it in, unless she asked or confirmed', () => {
    const lead = (userId: string) => ({ userId, leadsIt: true })
    expect(whyNotAdmitMachine(confirmed, lead('third'), now)).toBeNull()
    expect(whyNotAdmitMachine(confirmed, { userId: 'third', leadsIt: false }, now)).toBe(
      'accounts_machine_admit_by_lead',
    )
    expect(whyNotAdmitMachine(confirmed, lead('first'), now)).toBe('accounts_machine_admit_alone')
    expect(whyNotAdmitMachine(confirmed, lead('second'), now)).toBe('accounts_machine_admit_alone')
    expect(whyNotAdmitMachine({ ...confirmed, confirmedAt: hoursAgo(15 * 24) }, lead('third'), now)).toBe(
      'accounts_machine_admit_stale',
    )
  })
})
