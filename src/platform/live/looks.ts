/** Several changes at once are one piece of news. */
const stepMs = 500
const stepsOfBeat = 120

/**
 * When an open page is looked at: at each beat (a minute), and at the next step after a ring. Steps and beats follow from the
 * moment the page was opened and from nothing else: no ring moves a beat, and none makes the next one wait, so that by their
 * times nobody learns of a ring that she is told nothing of.
 */
export class Looks {
  readonly #begunAt = performance.now()
  #beat = stepsOfBeat
  #isRung = false
  #onRing: () => void = () => undefined

  /** A ring while nobody waits is not lost; any number of them are one. */
  ring(): void {
    this.#isRung = true
    this.#onRing()
  }

  async next(): Promise<'beat' | 'rung'> {
    if (!this.#isRung && this.#msUntil(this.#beat) > 0) await this.#rungOrAt(this.#beat)
    const step = this.#isRung ? Math.min(this.#stepNow() + 1, this.#beat) : this.#beat
    const ms = this.#msUntil(step)
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
    this.#isRung = false
    if (step < this.#beat) return 'rung'
    // Those that were missed meanwhile are not made up for.
    while (this.#beat <= this.#stepNow() || this.#beat === step) this.#beat += stepsOfBeat
    return 'beat'
  }

  #rungOrAt(step: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#msUntil(step))
      timer.unref()
      this.#onRing = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #stepNow(): number {
    return Math.floor((performance.now() - this.#begunAt) / stepMs)
  }

  #msUntil(step: number): number {
    return Math.round(this.#begunAt + step * stepMs - performance.now())
  }
}
