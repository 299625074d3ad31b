import type { Rule } from './codes.ts'

/** What the rules are given: ids, times and counts from the record of reads. Nothing of what was read. */

/** One record that one person opened within the last day, and what she has to do with it. */
export interface Look {
  userId: string
  recordId: string
  /** Null where the record belongs to no case that her desk knows of. */
  caseId: string | null
  deskId: string | null
  /** Each opening, oldest first: when, and by which transaction it was written down. */
  openings: readonly Opening[]
  /** It is hers, she wrote or asked in it, stands in for whoever has it, or must look at it. */
  relates: boolean
  /** Since when the case is closed, or somebody else's. */
  endedAt: Date | null
  /** By the roster, or at the duty desk. */
  onDuty: boolean
}
export interface Opening {
  at: Date
  xid: number
}

/** A day on which she opened a case. */
export interface CaseDay extends Opening {
  userId: string
  caseId: string
  day: string
}

export interface Usual {
  userId: string
  /** Different records on a usual day of the four weeks before. */
  usual: number
  /** How many such days there are to judge from. */
  days: number
}

export interface Refusals {
  userId: string
  deskId: string | null
  openings: readonly Opening[]
}

/** A case of others that somebody opened whose seat ends soon. */
export interface LastLook extends Opening {
  userId: string
  deskId: string
  caseId: string
}

export interface OfficeHours {
  opensAt: string
  closesAt: string
  isOpenOn: (day: string) => boolean
}

/** What a rule found: its name is the reason. */
export interface Finding {
  rule: Rule
  userId: string
  /** Others at the same case; none of them is shown the alert either. */
  withIds: readonly string[]
  deskId: string | null
  caseId: string | null
  firstAt: Date
  lastAt: Date
  /** What the rule counts: openings, days, records, people, refusals. */
  times: number
  lastXid: number
}
