import { expect, test } from 'vitest'
import { takesTwo, whyNotConfirm, whyNotPropose } from './proposal-policy.ts'

const asker = { userId: 'asker' }
const account = (state: string, roles: ('tenant_admin' | 'auditor')[] = []) => ({
  userId: 'her',
  state,
  roles,
  isLinked: false,
})

test('a role is given to whoever works here and has it not, taken from whoever has it', () => {
  const give = { act: 'give_role', role: 'auditor' } as const
  expect(whyNotPropose(account('active'), give, asker)).toBeNull()
  expect(whyNotPropose(account('invited'), give, asker)).toBeNull()
  expect(whyNotPropose(account('active', ['tenant_admin']), give, asker)).toBeNull()
  expect(whyNotPropose(account('active', ['auditor']), give, asker)).toBe('accounts_propose_no_need')
  for (const state of ['suspended', 'left'])
    expect(whyNotPropose(account(state), give, asker)).toBe('accounts_propose_no_need')
  const take = { act: 'take_role', role: 'auditor' } as const
  expect(whyNotPropose(account('active', ['auditor']), take, asker)).toBeNull()
  expect(whyNotPropose(account('active'), take, asker)).toBe('accounts_propose_no_need')
})

test('for herself she asks for nothing but to give a role back', () => {
  const own = { ...account('active', ['tenant_admin']), userId: asker.userId }
  expect(whyNotPropose(own, { act: 'take_role', role: 'tenant_admin' }, asker)).toBeNull()
  for (const act of ['suspend', 'leave', 'reset'] as const)
    expect(whyNotPropose(own, { act, role: null }, asker)).toBe('accounts_propose_own')
  expect(whyNotPropose(own, { act: 'give_role', role: 'auditor' }, asker)).toBe('accounts_propose_own')
})

test('a link to the directory is removed where there is one, whatever the account is, by others', () => {
  const unlink = { act: 'unlink', role: null } as const
  expect(whyNotPropose({ ...account('active'), isLinked: true }, unlink, asker)).toBeNull()
  expect(whyNotPropose({ ...account('suspended'), isLinked: true }, unlink, asker)).toBeNull()
  expect(whyNotPropose(account('active'), unlink, asker)).toBe('accounts_propose_no_need')
  const own = { ...account('active'), isLinked: true, userId: asker.userId }
  expect(whyNotPropose(own, unlink, asker)).toBe('accounts_propose_own')
  expect(takesTwo('unlink', [])).toBe(true)
})

test('another confirms, who is not concerned, within a day', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  const proposal = { userId: 'her', askedBy: 'asker', askedAt: new Date('2026-11-20T10:00:01Z') }
  expect(whyNotConfirm(proposal, { userId: 'other' }, now)).toBeNull()
  expect(whyNotConfirm(proposal, asker, now)).toBe('accounts_confirm_own')
  expect(whyNotConfirm(proposal, { userId: 'her' }, now)).toBe('accounts_confirm_concerned')
  const old = { ...proposal, askedAt: new Date('2026-11-20T09:59:59Z') }
  expect(whyNotConfirm(old, { userId: 'other' }, now)).toBe('accounts_confirm_stale')
})

test('what opens nothing and touches no power is the work of one', () => {
  expect(takesTwo('suspend', [])).toBe(false)
  expect(takesTwo('leave', [])).toBe(false)
  expect(takesTwo('suspend', ['auditor'])).toBe(true)
  for (const act of ['give_role', 'take_role', 'resume', 'reset'] as const)
    expect(takesTwo(act, [])).toBe(true)
})
