import type { Dice } from '../world/dice.ts'
import type { Client } from './client.ts'
import type { Written } from './record-parts.ts'

/** What will have happened, before anything has. */
export interface PlannedCall {
  at: number
  by: string
  desk: string
  written: Written
  /** The day promised in it still stands, also when it has passed. */
  isPromised?: true
}

export interface PlannedCase {
  client: Client
  desk: string
  /** Who holds it. */
  assignee: string
  calls: PlannedCall[]
  closesOn: string | null
  present: PresentOf
  dice: Dice
}

export interface PlannedTally {
  at: number
  by: string
  desk: string
  kind: 'silent' | 'wrong_number' | 'information_only'
}

export interface Plan {
  cases: PlannedCase[]
  /** Contacts outside a case: a person's in order, then the nameless. */
  strands: PlannedCall[][]
  tallies: PlannedTally[]
}

/**
 * The past of the sample is settled; this is what an office has before it on the day of loading: of each kind a handful,
 * and one or two things that are truly late.
 */
export interface PresentOf {
  /** When the supervisor wants to look again, or wanted to. */
  review: 'ahead' | 'today' | 'overdue'
  /** Set to high by the last contact, and nobody who leads has looked since. */
  isRiskNew?: true
  /** Nothing has happened for long, and nobody has said why. */
  isQuiet?: true
  requests: PresentRequest[]
  /** Asked of the manager, who has not decided yet. */
  asksApproval?: true
  /** Login of somebody at another desk for whom the case does not exist. */
  hidesFrom?: string
}

export type RequestStep =
  | 'accept'
  | 'ask_back'
  | 'reply'
  | 'answer'
  | 'finish'
  | 'decline'
  | 'act'
  | 'withdraw'
  | 'approve'
  | 'return'

export interface PresentRequest {
  to: string
  at: number
  basis: string
  steps: readonly { step: RequestStep; at: number }[]
  /** Ends soon; else in months. */
  untilDay?: string
}

export interface Now {
  now: number
  today: string
  /** Office days: [0] = where life has come to, [1] = the one before, … */
  back: readonly string[]
}
