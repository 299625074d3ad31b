import type { Sent } from './draft-line.ts'

export type KeeperState =
  | { state: 'unchanged' }
  | { state: 'unsaved' }
  | { state: 'saving' }
  | { state: 'saved'; at: Date }
  | { state: 'failed' }
  | { state: 'locked' }
  | { state: 'elsewhere' }
  | { state: 'refused' }

export interface KeeperClock {
  after(milliseconds: number, run: () => void): () => void
}

const firstWait = 2_000
const longestWait = 60_000

const browserClock: KeeperClock = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

/**
 * Keeps one draft: waits until typing pauses (at most a few seconds), sends one at a time, and tries again, ever more
 * patiently, when the network or the session is gone. Nothing is stored in the browser.
 */
export class DraftKeeper {
  readonly #send: (content: string, rev: number, takeOver: boolean) => Promise<Sent>
  readonly #tell: (state: KeeperState) => void
  readonly #clock: KeeperClock
  #rev = 0
  #latest: string | null = null
  #sent: string | null = null
  #isSending = false
  #isOver = false
  #takesOver = false
  #failures = 0
  #cancel: (() => void) | null = null

  constructor(
    send: (content: string, rev: number, takeOver: boolean) => Promise<Sent>,
    tell: (state: KeeperState) => void,
    clock: KeeperClock = browserClock,
  ) {
    this.#send = send
    this.#tell = tell
    this.#clock = clock
  }

  /** What the server has already; typing goes on from there. */
  resume(rev: number, content: string): void {
    this.#rev = rev
    this.#sent = content
    this.#latest = content
  }

  change(content: string): void {
    if (this.#isOver || content === this.#latest) return
    this.#latest = content
    if (this.#failures === 0) this.#tell({ state: 'unsaved' })
    if (!this.#isSending && !this.#cancel) this.#schedule(firstWait)
  }

  /** Now rather than later: before the page is hidden, or when the network is back. Answers whether all is kept. */
  async flush(): Promise<boolean> {
    this.#cancel?.()
    this.#cancel = null
    await this.#sendNow()
    return this.#latest === this.#sent && this.#failures === 0
  }

  /** This window counts; what the other one saved is overwritten. */
  async takeOver(): Promise<void> {
    this.#isOver = false
    this.#takesOver = true
    await this.flush()
  }

  stop(): void {
    this.#isOver = true
    this.#cancel?.()
    this.#cancel = null
  }

  /** The form came back refused: typing goes on, and so does keeping. */
  goOn(): void {
    this.#isOver = false
  }

  #schedule(milliseconds: number): void {
    this.#cancel = this.#clock.after(milliseconds, () => {
      this.#cancel = null
      void this.#sendNow()
    })
  }

  async #sendNow(): Promise<void> {
    const content = this.#latest
    if (this.#isOver || this.#isSending || content === null) return
    if (content === this.#sent && !this.#takesOver) return
    this.#isSending = true
    this.#tell({ state: 'saving' })
    const answer = await this.#send(content, this.#rev, this.#takesOver)
    this.#isSending = false
    if (!this.#isOver) this.#settle(answer, content)
  }

  #settle(answer: Sent, content: string): void {
    if (answer.result === 'saved') {
      this.#rev = answer.rev
      this.#sent = content
      this.#failures = 0
      this.#takesOver = false
      this.#tell({ state: 'saved', at: answer.savedAt })
      if (this.#latest !== content) this.#schedule(firstWait)
    } else if (answer.result === 'later' || answer.result === 'locked') {
      this.#failures += 1
      this.#tell({ state: answer.result === 'locked' ? 'locked' : 'failed' })
      this.#schedule(Math.min(firstWait * 2 ** this.#failures, longestWait))
    } else {
      this.#tell({ state: answer.result })
      // What the server will not take now it may take once it is changed; another window needs a decision.
      this.#sent = content
      if (answer.result === 'elsewhere') this.#isOver = true
    }
  }
}
