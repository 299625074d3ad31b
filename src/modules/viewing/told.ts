import type { Rule } from './codes.ts'
import type { Opening } from './facts.ts'

/** Up to which line of the record an alert has told already. */
export interface Told {
  rule: Rule
  userId: string
  caseId: string | null
  lastSeq: number
}

/**
 * What no alert of that kind has told yet. A rule counts only this, so that the same openings are never told twice and
 * one more of them is no second alert. A crowd is told by its case, everything else by the person (and the case).
 */
export class Untold {
  readonly #last = new Map<string, number>()

  constructor(told: readonly Told[]) {
    for (const { rule, userId, caseId, lastSeq } of told) {
      const key = keyOf(rule, userId, caseId)
      this.#last.set(key, Math.max(lastSeq, this.#last.get(key) ?? 0))
    }
  }

  of<One extends Opening>(rule: Rule, who: { userId: string; caseId: string | null }, all: readonly One[]) {
    const last = this.#last.get(keyOf(rule, who.userId, who.caseId)) ?? 0
    return all.filter(({ seq }) => seq > last)
  }
}

const keyOf = (rule: Rule, userId: string, caseId: string | null) =>
  `${rule} ${rule === 'crowd' ? '' : userId} ${caseId ?? ''}`
