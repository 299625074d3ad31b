import type { FindingBook } from './findings.ts'

/**
 * Milliseconds by which a hash may be older than what stands before it. An act makes it and is done within seconds; where it waits, the
 * database ends it after minutes (pool.server.ts). The rest is for clocks: of several machines, and of one that is put right.
 */
export const lateAfter = 3_600_000

/** Lines one behind the other whose hashes were made too long before. */
interface Stretch {
  seq: number
  last: number
  count: number
  madeAt: number
  /** What they stand behind, and the line that is of then; null = they say so themselves. */
  behind: number
  behindSeq: number | null
}

/**
 * Takes what holds in the order in which it was sealed. What was kept back and is put in later stands behind what was made after it; only
 * this order and the times within the MACs count, for whoever adds a line can have it say any moment. What the line itself
 * says counts where it is later. A clock that was put back does the same, once: from there on times are held against the new one.
 * Which side of such a step is out of time nothing here can tell: the finding names both.
 */
export class TimeWatch {
  readonly #book: FindingBook
  #newest = 0
  #newestSeq = 0
  #late: Stretch | null = null

  constructor(book: FindingBook) {
    this.#book = book
  }

  /** `at`: what the line says, in milliseconds. A hash that carries no time counts before the first that does. */
  take({ seq, at }: { seq: number; at: number }, madeAt: number | 'untimed' | null): void {
    if (madeAt === 'untimed' && this.#newest > 0) this.#book.add({ kind: 'writing-untimed', seq })
    if (typeof madeAt !== 'number') return
    const stepsBack = isLate(madeAt, this.#newest)
    const behind = Math.max(this.#newest, at)
    if (stepsBack || (!this.#late && isLate(madeAt, behind))) {
      this.finish()
      const behindSeq = behind === this.#newest ? this.#newestSeq : null
      this.#late = { seq, last: seq, count: 1, madeAt, behind, behindSeq }
    } else if (this.#late && isLate(madeAt, Math.max(this.#late.behind, at))) {
      this.#late.last = seq
      this.#late.count += 1
    } else this.finish()
    if (stepsBack || madeAt > this.#newest) {
      this.#newest = madeAt
      this.#newestSeq = seq
    }
  }

  finish(): void {
    if (!this.#late) return
    const { madeAt, behind, ...lines } = this.#late
    this.#book.add({ kind: 'writing-late', ...lines, madeAt: isoOf(madeAt), behind: isoOf(behind) })
    this.#late = null
  }
}

const isLate = (madeAt: number, behind: number) => madeAt < behind - lateAfter
/** A line by hand may say a moment that no calendar of ours has. */
const lastMoment = 8.64e15
const isoOf = (at: number) => new Date(Math.min(at, lastMoment)).toISOString()
