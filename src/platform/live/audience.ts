/** One open page that wants to hear of news. */
export interface Listener {
  tenantId: string
  /** Her own id and her desks'. */
  addresses: ReadonlySet<string>
  hear(): void
}

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

  join(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  wake(tenantId: string, addresseeId: string): void {
    for (const listener of this.#listeners) {
      if (listener.tenantId === tenantId && listener.addresses.has(addresseeId)) listener.hear()
    }
  }
}
