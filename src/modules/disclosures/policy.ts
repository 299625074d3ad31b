import { consentOnlyBodies, type Decision, type DisclosureBasis, type DisclosureRules } from './contract.ts'

/** Shipped defaults [P], shown as ours; a manager may change them for her municipality. */
export const shippedRules: DisclosureRules = {
  withConsent: 'counselor',
  withoutConsent: 'manager',
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
 * manager, before anything leaves; in danger to life whoever is there, seen by the manager afterwards. Whereabouts
 * (`mustWait`) always wait for a second person.
 */
export function firstDecision(
  rules: DisclosureRules,
  basis: DisclosureBasis,
  facts: { isLifeInDanger: boolean; role: string; mustWait: boolean },
): FirstDecision {
  if (facts.mustWait) return { state: 'proposed', decision: null, seeWithin: null }
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

/** A manager decides in her own right; a supervisor in her stead (代決), to be seen by the manager afterwards. */
export function decisionBy(role: string): Decision | null {
  if (role === 'manager') return 'manager'
  if (role === 'supervisor') return 'in_stead'
  return null
}

/**
 * What waits for the manager, waits for somebody other than its proposer: in the manager's stead she decides nothing of
 * her own. (A manager's own waits only for whereabouts, and those for the gate's second person.)
 */
export function mayDecide(decision: Decision | null, isOwnProposal: boolean): boolean {
  return decision === 'manager' || (decision === 'in_stead' && !isOwnProposal)
}

/** What a counsellor decided a supervisor may see; what was done in the manager's stead only the manager. */
export function maySee(decision: Decision | null, roles: readonly string[], isOwnAct: boolean): boolean {
  if (isOwnAct) return false
  if (decision === 'counselor') return roles.includes('supervisor') || roles.includes('manager')
  if (decision === 'in_stead' || decision === 'afterwards') return roles.includes('manager')
  return false
}

export function isRunOut(line: { state: string; untilDay: string | null }, today: string): boolean {
  return line.state === 'live' && line.untilDay !== null && line.untilDay < today
}

/** Unix seconds at which a Japanese calendar day is over (one zone, no summer time). */
export function endOfJapanDay(day: string): number {
  return Date.parse(`${day}T00:00:00+09:00`) / 1000 + 86_400
}
