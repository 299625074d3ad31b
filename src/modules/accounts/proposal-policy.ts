import type { TenantRole } from '../../platform/permissions.ts'
import type { ProposedAct } from './contract.ts'

/** Hours for which what one administrator proposed may still be confirmed by another. */
export const proposalHours = 24

interface Account {
  userId: string
  state: string
  roles: readonly TenantRole[]
  /** To the office's directory. */
  isLinked: boolean
}

interface Wish {
  act: ProposedAct
  role: TenantRole | null
}

/** Why this act makes no sense for that account; null = it may be proposed. */
export function whyNotPropose(account: Account, wish: Wish, asker: { userId: string }): string | null {
  const { act, role } = wish
  if (account.userId === asker.userId && act !== 'take_role') return 'accounts_propose_own'
  const holds = role !== null && account.roles.includes(role)
  const isPossible = {
    give_role: role !== null && !holds && (account.state === 'active' || account.state === 'invited'),
    take_role: holds,
    suspend: account.state === 'active',
    resume: account.state === 'suspended',
    leave: account.state !== 'left',
    reset: account.state === 'active' || account.state === 'suspended',
    unlink: account.isLinked,
  }[act]
  return isPossible ? null : 'accounts_propose_no_need'
}

/** Why this administrator cannot confirm; null = she can, after showing who she is. */
export function whyNotConfirm(
  proposal: { userId: string; askedBy: string; askedAt: Date },
  decider: { userId: string },
  now: Date,
): string | null {
  if (proposal.askedBy === decider.userId) return 'accounts_confirm_own'
  if (proposal.userId === decider.userId) return 'accounts_confirm_concerned'
  const isStale = proposal.askedAt.getTime() < now.getTime() - proposalHours * 3_600_000
  return isStale ? 'accounts_confirm_stale' : null
}

/** Acts that open something or touch somebody with power take two; the rest is the work of one administrator. */
export function takesTwo(act: ProposedAct, roles: readonly TenantRole[]): boolean {
  return act === 'suspend' || act === 'leave' ? roles.length > 0 : true
}
