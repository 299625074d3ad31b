/** A window that changes its hours stands there within seconds. */
const freshForMs = 5_000
/** Host names come from outside: whoever makes them up finds no endless memory. */
const mostKept = 100

export interface MadePage {
  text: string
  /** Not where its directory could not be read: the next visitor tries again. */
  isWhole: boolean
}

/** Public pages as they were last put together. Nothing in them is about a visitor, so one serves all who come within seconds. */
export class KeptPages {
  readonly #pages = new Map<string, { until: number; text: Promise<string> }>()

  of(name: string, make: () => Promise<MadePage>): Promise<string> {
    const now = performance.now()
    const kept = this.#pages.get(name)
    if (kept && kept.until > now) return kept.text
    this.#pages.delete(name)
    const [oldest] = this.#pages.keys()
    if (oldest !== undefined && this.#pages.size >= mostKept) this.#pages.delete(oldest)
    const text = make().then(
      (page) => {
        if (!page.isWhole) this.#pages.delete(name)
        return page.text
      },
      (error: unknown) => {
        this.#pages.delete(name)
        throw error
      },
    )
    this.#pages.set(name, { until: now + freshForMs, text })
    return text
  }
}
