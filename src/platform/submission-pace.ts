import { AppError } from './errors.ts'

/** What one session sends in at once, unless the operator allows more. */
export const usualAtOnce = 120
/** A full measure runs off in so many milliseconds. */
const spanMs = 120_000
/** A program sends in what many people or another system wrote: so many times as much. */
const ofMachines = 10
/** Sessions that are remembered at most: far more than send something in within two minutes. */
const mostSessions = 5_000

export interface Sender {
  /** The stored name of the session, never its bearer. */
  session: string
  isMachine: boolean
}

interface Measure {
  level: number
  at: number
}

/**
 * How much one session sends in: so many at once, and as many again within two minutes. It keeps a script that got hold of a session
 * from filling the records; no hand reaches it. Counted in this process alone, and forgotten when it ends.
 */
export class SubmissionPace {
  readonly #atOnce: number
  readonly #now: () => number
  readonly #measures = new Map<string, Measure>()

  /** `now` in milliseconds, from any beginning. */
  constructor(atOnce: number, now: () => number = () => performance.now()) {
    this.#atOnce = atOnce
    this.#now = now
  }

  /** Throws `too-many` where the measure is full. It asks nobody, so that whoever is refused costs nothing. */
  refuseIfFull(sender: Sender): void {
    const most = this.#mostOf(sender)
    const over = this.#levelOf(sender) + 1 - most
    if (over <= 0) return
    const seconds = Math.ceil((over * spanMs) / most / 1000)
    throw new AppError('too-many', 'error_sent_too_much', { facts: { seconds } })
  }

  /** Counts one, or throws as above. Only for a session that the database knows: strangers must not fill the memory. */
  take(sender: Sender): void {
    this.refuseIfFull(sender)
    const level = this.#levelOf(sender) + 1
    // Put back at the end: the first is the one that has sent in nothing for longest.
    this.#measures.delete(sender.session)
    this.#measures.set(sender.session, { level, at: this.#now() })
    const [oldest] = this.#measures.keys()
    if (this.#measures.size > mostSessions && oldest !== undefined) this.#measures.delete(oldest)
  }

  #levelOf(sender: Sender): number {
    const measure = this.#measures.get(sender.session)
    if (!measure) return 0
    const runOff = ((this.#now() - measure.at) * this.#mostOf(sender)) / spanMs
    return Math.max(0, measure.level - runOff)
  }

  #mostOf({ isMachine }: Sender): number {
    return isMachine ? this.#atOnce * ofMachines : this.#atOnce
  }
}
