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
  readonly #send: (content: string, rev: number) => Promise<Sent>
  readonly #tell: (state: KeeperState) => void
  readonly #clock: KeeperClock
  #rev = 0
  /** What stood here before anything was typed. */
  #begun: string | null = null
  #latest: string | null = null
  /** What the server has. */
  #kept: string | null = null
  /** What it will not take, however often it is sent. */
  #refused: string | null = null
  #sending: Promise<void> | null = null
  #isOver = false
  #isElsewhere = false
  #failures = 0
  #cancel: (() => void) | null = null

  constructor(
    send: (content: string, rev: number) => Promise<Sent>,
    tell: (state: KeeperState) => void,
    clock: KeeperClock = browserClock,
  ) {
    this.#send = send
    this.#tell = tell
    this.#clock = clock
  }

  /** The revision this window wrote or took up last; 0 before the first save. */
  get rev(): number {
    return this.#rev
  }

  /** Whether something was typed here that has not been sent. */
  get isTouched(): boolean {
    return !this.#isOver && this.#latest !== this.#begun
  }

  /** Whether all of it is on the server. */
  get isKept(): boolean {
    return this.#isOver || this.#latest === this.#kept
  }

  get isSending(): boolean {
    return this.#sending !== null
  }

  /** What the server has already; typing goes on from there, and what was typed meanwhile is newer. */
  resume(rev: number, content: string): void {
    this.#rev = rev
    this.#begun = content
    this.#kept = content
    this.#latest ??= content
  }

  change(content: string): void {
    if (content === this.#latest) return
    this.#latest = content
    if (this.#isOver || this.#isElsewhere) return
    if (this.#failures === 0) this.#tell({ state: 'unsaved' })
    if (!this.#sending && !this.#cancel) this.#schedule(firstWait)
  }

  /** Now rather than later: before the page is hidden, or when the network is back. Answers whether all is kept. */
  async flush(): Promise<boolean> {
    this.#cancel?.()
    this.#cancel = null
    if (this.#sending) await this.#sending
    await this.#sendNow()
    return this.isKept
  }

  /** Nothing more is sent from here; answers when what was on its way has arrived, so that `rev` is the last one. */
  async stopAndWait(): Promise<void> {
    const sending = this.#sending
    this.stop()
    await sending
  }

  /** This window counts, over what the other one had saved at that revision (0 = it is gone), and nothing newer. */
  async takeOver(rev: number): Promise<void> {
    this.#rev = rev
    this.#kept = null
    this.#isElsewhere = false
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
    if (!this.isKept && !this.#sending && !this.#cancel) this.#schedule(firstWait)
  }

  #schedule(milliseconds: number): void {
    this.#cancel = this.#clock.after(milliseconds, () => {
      this.#cancel = null
      void this.#sendNow()
    })
  }

  async #sendNow(): Promise<void> {
    const content = this.#latest
    if (this.#isOver || this.#isElsewhere || this.#sending || content === null) return
    if (content === this.#kept || content === this.#refused) return
    this.#tell({ state: 'saving' })
    this.#sending = this.#deliver(content)
    await this.#sending
  }

  async #deliver(content: string): Promise<void> {
    const answer = await this.#send(content, this.#rev)
    this.#sending = null
    // Also after `stop`: the form that is about to be sent names the revision it had.
    if (answer.result === 'saved') this.#rev = answer.rev
    if (!this.#isOver) this.#settle(answer, content)
  }

  #settle(answer: Sent, content: string): void {
    if (answer.result === 'saved') {
      this.#kept = content
      this.#failures = 0
      this.#tell({ state: 'saved', at: answer.savedAt })
      if (this.#latest !== content) this.#schedule(firstWait)
    } else if (answer.result === 'later' || answer.result === 'locked') {
      this.#failures += 1
      this.#tell({ state: answer.result === 'locked' ? 'locked' : 'failed' })
      this.#schedule(Math.min(firstWait * 2 ** this.#failures, longestWait))
    } else {
      this.#tell({ state: answer.result })
      // What the server will not take now it may take once it is changed; another window needs a decision.
      if (answer.result === 'refused') this.#refused = content
      else this.#isElsewhere = true
    }
  }
}
