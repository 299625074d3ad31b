import type { DeskRole } from '../../platform/permissions.ts'
import type { AttemptCounts } from './store/sign-in.ts'

/** Failures within fifteen minutes after which a next try has to wait until one of them is that old (security.md §6). */
const window = 15 * 60
const mostOfAccount = 5
const mostOfNetwork = 30
/** Seconds between tries after so many failures: nobody feels the first ones, a machine does. */
const growingDelay = [0, 0, 1, 3, 8]

/** Seconds until the next try is taken; 0 = now. There is no permanent lock: time alone opens it again. */
export function secondsToWait(counts: AttemptCounts): number {
  const waits = [
    counts.of_account >= mostOfAccount
      ? window - (counts.since_fifth ?? 0)
      : (growingDelay[counts.of_account] ?? 0) - (counts.since_last ?? window),
    counts.of_network >= mostOfNetwork ? window - (counts.since_thirtieth ?? 0) : 0,
  ]
  return Math.max(0, ...waits)
}

export const fewestFirstMembers = 2

/** A desk with fewer people than this is one illness away from losing its records for good. */
export const fewestMembers = 2

interface Asked {
  userId: string
  askedBy: string
}

/** Why this person may not admit that newcomer; null = she may. Nobody admits alone, and nobody admits herself. */
export function whyNotAdmit(
  admission: Asked,
  decider: { userId: string },
): 'accounts_admit_own' | 'accounts_admit_alone' | null {
  if (admission.userId === decider.userId) return 'accounts_admit_own'
  if (admission.askedBy === decider.userId) return 'accounts_admit_alone'
  return null
}

/**
 * Why a desk cannot be founded with these people; null = it can. Each was named by another administrator than the one
 * who founds; two members at least, or its records would hang on one person.
 */
export function whyNotFound(
  named: readonly Asked[],
  founder: { userId: string },
): 'accounts_found_too_few' | 'accounts_found_alone' | null {
  if (named.some((one) => one.askedBy === founder.userId)) return 'accounts_found_alone'
  return new Set(named.map((one) => one.userId)).size < fewestFirstMembers ? 'accounts_found_too_few' : null
}

/**
 * Roles that can be held at a desk of this kind. Those of the hub belong to hub desks: what a role may do is not asked
 * desk by desk everywhere, so a counselor at an asked desk would be one everywhere.
 */
export function rolesAt(deskKind: string): readonly DeskRole[] {
  return deskKind === 'hub'
    ? ['counselor', 'supervisor', 'manager', 'shelter_worker']
    : ['desk_worker', 'desk_lead', 'partner_worker', 'shelter_worker']
}

/** A day and three: KEY_RENEWAL_HOURS says otherwise. */
export const usualRenewalHours = { late: 24, red: 72 }

export type KeyUrgency = 'due' | 'late' | 'red'

/** How long a key has been due for renewal; null = it is not. */
export function keyUrgency(
  dueSince: Date | null,
  now: Date,
  { late, red }: { late: number; red: number } = usualRenewalHours,
): KeyUrgency | null {
  if (!dueSince) return null
  const hours = (now.getTime() - dueSince.getTime()) / 3_600_000
  if (hours >= red) return 'red'
  return hours >= late ? 'late' : 'due'
}
