import { consentOnlyBodies, type Decision, type DisclosureBasis, type DisclosureRules } from './contract.ts'

/** Shipped defaults [P], shown as ours; a manager may change them for her municipality. */
export const shippedRules: DisclosureRules = {
  withConsent: 'counselor',
  withoutConsent: 'manager',
  dangerWithWhereabouts: 'act_first',
  seeWithin: 3,
  replyWithin: 3,
}

export interface FirstDecision {
  state: 'proposed' | 'live'
  decision: Decision | null
  /** Working days until somebody above must have seen it; null when it is decided above anyway. */
  seeWithin: number | null
}

/**
 * Who decides: with her consent the counsellor, seen by the supervisor on the next working day; without it the
 * manager, before anything leaves; in danger to life whoever is there, seen by the manager afterwards. Whereabouts wait
 * for a second person, except in danger to life where the office lets them go: said in so many words (a basis alone does
 * not say it), and seen on the very next working day.
 */
export function firstDecision(
  rules: DisclosureRules,
  basis: DisclosureBasis,
  facts: { isLifeInDanger: boolean; role: string; hasWhereabouts: boolean },
): FirstDecision {
  if (facts.hasWhereabouts)
    return facts.isLifeInDanger && rules.dangerWithWhereabouts === 'act_first'
      ? { state: 'live', decision: 'afterwards', seeWithin: 1 }
      : { state: 'proposed', decision: null, seeWithin: null }
  if (facts.isLifeInDanger || basis.decides === 'afterwards')
    return { state: 'live', decision: 'afterwards', seeWithin: rules.seeWithin }
  const decides = basis.hasConsent ? rules.withConsent : rules.withoutConsent
  if (facts.role === 'manager') return { state: 'live', decision: 'manager', seeWithin: null }
  if (decides === 'counselor') return { state: 'live', decision: 'counselor', seeWithin: 1 }
  return { state: 'proposed', decision: null, seeWithin: null }
}

/** Null when the basis may be named for this kind of body, else why not. */
export function whyNotBasis(basis: DisclosureBasis | undefined, bodyKind: string): string | null {
  if (!basis) return 'disclosures_unknown_basis'
  if (consentOnlyBodies.includes(bodyKind) && !basis.hasConsent) return 'disclosures_consent_only'
  return null
}

/**
 * A manager decides in her own right; a supervisor in her stead (代決), to be seen by the manager afterwards. What the
 * manager proposed herself is not decided in her stead: whoever agrees is the second person whom whereabouts need.
 */
export function decisionBy(role: string, madeAs: string | null): Decision | null {
  if (role === 'manager') return 'manager'
  if (role === 'supervisor') return madeAs === 'manager' ? 'second' : 'in_stead'
  return null
}

/** What waits for a decision waits for somebody other than its proposer. */
export function mayDecide(decision: Decision | null, isOwnProposal: boolean): boolean {
  return decision !== null && !isOwnProposal
}

/**
 * Who looks afterwards: at what a counsellor decided, a supervisor; at what was done in the manager's stead or in danger
 * to life, a manager. Where the manager herself acted first, another manager or a supervisor. Nobody sees her own.
 */
export function maySee(
  done: { decision: Decision | null; madeAs: string | null; isOwn: boolean },
  roles: readonly string[],
): boolean {
  if (done.isOwn) return false
  const isManagersOwn = done.decision === 'afterwards' && done.madeAs === 'manager'
  if (done.decision === 'counselor' || isManagersOwn)
    return roles.includes('supervisor') || roles.includes('manager')
  if (done.decision === 'in_stead' || done.decision === 'afterwards') return roles.includes('manager')
  return false
}

export function isRunOut(line: { state: string; untilDay: string | null }, today: string): boolean {
  return line.state === 'live' && line.untilDay !== null && line.untilDay < today
}

/** Where a disclosure stands today: what ran out is ended, whether or not the night's tidying has said so. */
export function standingOn(row: { state: string; until_day: string | null }, today: string): string {
  return isRunOut({ state: row.state, untilDay: row.until_day }, today) ? 'ended' : row.state
}

/** Unix seconds at which a Japanese calendar day is over (one zone, no summer time). */
export function endOfJapanDay(day: string): number {
  return Date.parse(`${day}T00:00:00+09:00`) / 1000 + 86_400
}
