import type { Rule } from './codes.ts'
import type { Opening } from './facts.ts'

/** Up to which transaction an alert has told the record already: lines are numbered earlier than they are there to be read. */
export interface Told {
  rule: Rule
  userId: string
  caseId: string | null
  deskId: string | null
  lastXid: number
}

/**
 * What no alert of that kind has told yet. A rule counts only this, so that the same openings are never told twice and
 * one more of them is no second alert. A crowd is told by its case and desk, everything else by the person (and the case).
 */
export class Untold {
  readonly #last = new Map<string, number>()

  constructor(told: readonly Told[]) {
    for (const { rule, lastXid, ...who } of told) {
      const key = keyOf(rule, who)
      this.#last.set(key, Math.max(lastXid, this.#last.get(key) ?? 0))
    }
  }

  of<One extends Opening>(rule: Rule, who: Who, all: readonly One[]) {
    const last = this.#last.get(keyOf(rule, who)) ?? 0
    return all.filter(({ xid }) => xid > last)
  }
}

type Who = Pick<Told, 'userId' | 'caseId' | 'deskId'>

const keyOf = (rule: Rule, { userId, caseId, deskId }: Who) =>
  `${rule} ${rule === 'crowd' ? deskId : userId} ${caseId ?? ''}`
