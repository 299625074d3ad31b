import type { SealedDocument } from './vault/contract.ts'

interface Kept {
  document: SealedDocument
  until: number
}

/**
 * Sealed documents that were read a short while ago, as they lie in the database: without a key nobody reads them here either. Whoever
 * takes one was told of it, with its version, by the database in the same transaction; of a new version the old one is never found again.
 * Bounded in bytes, the longest unused goes first, and in time, so that what was thrown away there is soon gone here.
 */
export class SealedShelf {
  readonly #mostBytes: number
  readonly #mostMs: number
  readonly #now: () => number
  /** The longest unused first. */
  readonly #kept = new Map<string, Kept>()
  #bytes = 0
  #sweep: NodeJS.Timeout | undefined

  constructor(mostBytes: number, mostMs: number, now: () => number = Date.now) {
    this.#mostBytes = mostBytes
    this.#mostMs = mostMs
    this.#now = now
  }

  get bytes(): number {
    return this.#bytes
  }

  take(name: string): SealedDocument | undefined {
    const kept = this.#kept.get(name)
    if (!kept) return undefined
    this.#kept.delete(name)
    if (kept.until <= this.#now()) {
      this.#bytes -= kept.document.bytes.length
      return undefined
    }
    this.#kept.set(name, kept)
    return kept.document
  }

  put(name: string, document: SealedDocument): void {
    this.#remove(name)
    this.#kept.set(name, { document, until: this.#now() + this.#mostMs })
    this.#bytes += document.bytes.length
    for (const [longestUnused] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) break
      this.#remove(longestUnused)
    }
    this.#sweep ??= setTimeout(() => this.#throwOut(), this.#mostMs).unref()
  }

  #remove(name: string): void {
    const kept = this.#kept.get(name)
    if (!kept) return
    this.#kept.delete(name)
    this.#bytes -= kept.document.bytes.length
  }

  /** Also when nobody searches any more. */
  #throwOut(): void {
    this.#sweep = undefined
    for (const [name, { until }] of this.#kept) if (until <= this.#now()) this.#remove(name)
    if (this.#kept.size > 0) this.#sweep = setTimeout(() => this.#throwOut(), this.#mostMs).unref()
  }
}
