/** One open page that wants to hear of news. */
export interface Listener {
  tenantId: string
  sessionId: string
  /** Her own id and her desks'. */
  addresses: ReadonlySet<string>
  hear(): void
  /** Others of her session took its place. */
  close(): void
}

/** Windows that somebody has before her eyes at once; hidden ones do not listen. */
const mostOfSession = 8

/** The open pages of one process. */
export class Audience {
  readonly #listeners = new Set<Listener>()
  readonly #most: number

  constructor(most = 2_000) {
    this.#most = most
  }

  get isFull(): boolean {
    return this.#listeners.size >= this.#most
  }

  /** The oldest of its session close, so that one session leaves room for everybody else. */
  join(listener: Listener): () => void {
    this.#listeners.add(listener)
    const own = [...this.#listeners].filter((one) => one.sessionId === listener.sessionId)
    for (const oldest of own.slice(0, -mostOfSession)) {
      this.#listeners.delete(oldest)
      oldest.close()
    }
    return () => this.#listeners.delete(listener)
  }

  wake(tenantId: string, addresseeId: string): void {
    for (const listener of this.#listeners) {
      if (listener.tenantId === tenantId && listener.addresses.has(addresseeId)) listener.hear()
    }
  }
}
