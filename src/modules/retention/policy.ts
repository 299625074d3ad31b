import { createHash } from 'node:crypto'
import type { ActFields } from '../../platform/acts.ts'
import type { RetentionRules } from '../cases/index.ts'
import type { KeptKind } from './contract.ts'

export interface RetentionState {
  /** The last day on which it is kept; null = its clock does not run. */
  keepUntil: string | null
  isHeld: boolean
  isListed: boolean
}

/** Nothing is destroyed before its time, while somebody has a claim to it, or twice. */
export function whyNotDue(
  state: RetentionState,
  today: string,
): 'no-clock' | 'held' | 'listed' | 'not-yet' | undefined {
  if (state.keepUntil === null) return 'no-clock'
  if (state.isHeld) return 'held'
  if (state.isListed) return 'listed'
  return state.keepUntil < today ? undefined : 'not-yet'
}

/** From that day on no backup holds a key of it any more, and a certificate may say so. */
export function effectiveOn(shreddedOn: string, backupDays: number): string {
  return new Date(Date.parse(`${shreddedOn}T00:00:00Z`) + backupDays * 86_400_000).toISOString().slice(0, 10)
}

export function isBeyondBackups(effective: string, today: string): boolean {
  return effective <= today
}

/**
 * What two people agree to: this list with exactly these records as they stand, and the keyed names of their counterparts, in one
 * order (auth.shred_disposal makes the same words). A record or a counterpart more or less, or an amended one, and it is another act.
 */
export function fieldsOfList(
  listId: string,
  items: readonly { kind: KeptKind; recordId: string; version: string }[],
  counterparts: readonly Uint8Array[],
): ActFields {
  const lines = items
    .toSorted((one, other) => (one.recordId < other.recordId ? -1 : 1))
    .map((item) => `${item.kind} ${item.recordId} ${item.version}`)
  const [items_head, items_tail] = hashOf(lines)
  const [counterparts_head, counterparts_tail] = hashOf(
    counterparts.map((name) => Buffer.from(name).toString('hex')).toSorted(),
  )
  return { counterparts_head, counterparts_tail, items_head, items_tail, list_id: listId }
}

function hashOf(lines: readonly string[]): [head: string, tail: string] {
  const hash = createHash('sha256').update(lines.join('\n')).digest('hex')
  return [hash.slice(0, 32), hash.slice(32)]
}

/** Whether anything would be kept for less long, or said to be gone earlier: that takes two (auth.set_retention_rules asks the same). */
export function shortens(rules: RetentionRules, before: RetentionRules): boolean {
  return (
    rules.caseYears < before.caseYears ||
    rules.childAge < before.childAge ||
    rules.consultationYears < before.consultationYears ||
    rules.backupDays < before.backupDays ||
    (rules.countsFrom === 'day' && before.countsFrom !== 'day')
  )
}

/** What two managers agree to: these figures, over that revision of the rules (the database makes the same words). */
export function fieldsOfRules(rules: RetentionRules, rev: number): ActFields {
  return {
    backup_days: String(rules.backupDays),
    case_years: String(rules.caseYears),
    child_age: String(rules.childAge),
    consultation_years: String(rules.consultationYears),
    counts_from: rules.countsFrom === 'day' ? 'day' : 'fiscal-year',
    rev: String(rev),
  }
}

export function rulesOfFields(fields: ActFields): { rules: RetentionRules; rev: number } {
  return {
    rules: {
      backupDays: Number(fields.backup_days),
      caseYears: Number(fields.case_years),
      childAge: Number(fields.child_age),
      consultationYears: Number(fields.consultation_years),
      countsFrom: fields.counts_from === 'day' ? 'day' : 'fiscal_year',
    },
    rev: Number(fields.rev),
  }
}
