import { sha256Letters } from '../../vault/index.ts'
import { LEAF_COLUMNS, LeafReader } from '../log/leaf.ts'
import { HASH_BYTES } from '../log/merkle.ts'
import type { Place } from './log-batch.ts'

/** What `COPY … (FORMAT BINARY)` begins with: a signature of eleven bytes, flags, the length of an extension. */
const HEAD_BYTES = 19
const NO_ROW = 0xffff

export interface LinesWanted {
  /** Behind this line; null = from the first. */
  after: Place | null
  most: number
  /** The hashes that the lines must have, one behind the other. */
  leaves: Buffer
}

export interface LinesFound {
  /** Whether there were exactly as many lines as leaves, each with its leaf's hash. */
  isInStep: boolean
  /** The last of them. */
  last: Place | null
}

/** Runs a copy out of the database; a connection of node-postgres does. */
export interface Copying {
  query<Copy extends { submit(connection: unknown): void }>(copy: Copy): Copy
}

/**
 * Lines in the order in which they were sealed, hashed while the database is still sending the next: bytes as it holds them,
 * and no row of them ever becomes an object.
 */
export async function compareLines(db: Copying, wanted: LinesWanted): Promise<LinesFound> {
  return await new Promise((resolve, reject) => {
    db.query(new LinesCopy(wanted, resolve, reject))
  })
}

class LinesCopy {
  readonly #wanted: LinesWanted
  readonly #leaves: string
  readonly #reader = new LeafReader(Buffer.alloc(0), 'copied')
  readonly #resolve: (found: LinesFound) => void
  readonly #reject: (error: Error) => void
  #isBegun = false
  #isInStep = true
  #at = 0
  #last: Place | null

  constructor(wanted: LinesWanted, resolve: (found: LinesFound) => void, reject: (error: Error) => void) {
    this.#wanted = wanted
    this.#last = wanted.after
    // A letter a byte: comparing with the start of a string needs no call out of the engine.
    this.#leaves = wanted.leaves.toString('latin1')
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: unknown): void {
    ;(connection as { query(sql: string): void }).query(linesAfter(this.#wanted))
  }

  /** One row, and before the first the head; the bytes are the connection's own and are used again. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    const rows = this.#isBegun ? chunk : chunk.subarray(HEAD_BYTES)
    this.#isBegun = true
    // What has parted is read again, leaf by leaf.
    if (!this.#isInStep || rows.readUInt16BE(0) === NO_ROW) return
    this.#reader.turnTo(rows)
    const leaf = this.#reader.next()
    this.#isInStep = leaf !== null && this.#leaves.startsWith(sha256Letters(leaf), this.#at)
    this.#at += HASH_BYTES
    if (this.#at === this.#leaves.length) this.#last = this.#reader.place
  }

  handleCommandComplete(): void {
    // All came; ready for the next statement is what ends it.
  }

  handleReadyForQuery(): void {
    this.#resolve({ isInStep: this.#isInStep && this.#at === this.#leaves.length, last: this.#last })
  }

  handleError(error: Error): void {
    this.#reject(error)
  }
}

/** A copy takes no values: what stands in it is checked to be digits. */
function linesAfter({ after, most }: LinesWanted): string {
  const [xid8, seq, limit] = [after?.xid8 ?? '0', after?.seq ?? '0', String(most)].map(digits)
  const columns = LEAF_COLUMNS.map(([name]) => name).join(', ')
  return `copy (select ${columns} from audit.event where (xid8, seq) > ('${xid8}'::xid8, '${seq}'::bigint)
    order by xid8, seq limit ${limit}) to stdout (format binary)`
}

function digits(text: string): string {
  if (!/^-?\d+$/.test(text)) throw new Error('not a whole number')
  return text
}
