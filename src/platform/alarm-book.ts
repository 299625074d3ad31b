import type { Pool } from './db/pool.server.ts'
import { inTransaction } from './db/transaction.ts'
import type { Alarm } from './runtime.ts'

/** How long the same object is only counted before it is written down once more. */
const restMs = 60_000
/** Objects remembered, and so at most as many statements waiting: a database full of altered rows must not fill the memory. */
const mostObjects = 500

interface Entry {
  alarm: Alarm
  /** Not written down yet. */
  times: number
  writtenAt: number
}

/**
 * Writes alarms down where administrators and auditors see them (audit.alarm), each in a transaction of its own: the
 * request that found it is rolled back, and may have no session at all. One at a time and the same object once a minute,
 * so that whoever keeps knocking on an altered row takes neither the connections nor the table.
 */
export class AlarmBook {
  readonly #pool: () => Pool
  readonly #onLost: (alarm: Alarm, error: unknown) => void
  readonly #now: () => number
  readonly #entries = new Map<string, Entry>()
  #writing: Promise<void> = Promise.resolve()

  constructor(
    pool: () => Pool,
    onLost: (alarm: Alarm, error: unknown) => void = () => undefined,
    now: () => number = Date.now,
  ) {
    this.#pool = pool
    this.#onLost = onLost
    this.#now = now
  }

  raise(alarm: Alarm): void {
    const name = [alarm.tenantId, alarm.label, alarm.rowId, alarm.deskId ?? ''].join(' ')
    const entry = this.#entries.get(name) ?? this.#newEntry(name, alarm)
    entry.times += 1
    if (this.#now() - entry.writtenAt < restMs) return
    entry.writtenAt = this.#now()
    this.#writing = this.#writing.then(() => this.#write(name, entry))
  }

  /** Resolves when all that was raised so far is written down. */
  settled(): Promise<void> {
    return this.#writing
  }

  #newEntry(name: string, alarm: Alarm): Entry {
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined && this.#entries.size >= mostObjects) this.#entries.delete(oldest)
    const entry = { alarm, times: 0, writtenAt: Number.NEGATIVE_INFINITY }
    this.#entries.set(name, entry)
    return entry
  }

  async #write(name: string, entry: Entry): Promise<void> {
    const { tenantId, label, rowId, deskId } = entry.alarm
    const { times } = entry
    entry.times = 0
    const statement = {
      sql: 'select audit.raise_alarm($1, $2, $3, $4, $5)',
      values: [tenantId, label, rowId, deskId ?? null, times],
    }
    try {
      await inTransaction(this.#pool(), [], ({ commit }) => commit([statement]))
    } catch (error) {
      // The next refusal of the same object tries again.
      this.#entries.delete(name)
      this.#onLost(entry.alarm, error)
    }
  }
}
