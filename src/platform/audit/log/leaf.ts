/**
 * A line of the record as a leaf of the log, version 1: `ctx('audit-leaf', …)` (vault/ctx.ts) over every column of
 * audit.event in the order below, each as `column()` has it: nothing for null, else `t` and UTF-8, `n` and eight bytes (times:
 * microseconds since 2000-01-01T00:00Z), or `b` and the bytes. Frozen: leaf.test.ts. A new column needs a version 2 beside it.
 */
const TEXT = 0x74
const NUMBER = 0x6e
const RAW = 0x62

export const LEAF_COLUMNS = [
  ['seq', NUMBER],
  ['xid8', NUMBER],
  ['tenant_id', RAW],
  ['at', NUMBER],
  ['actor_id', RAW],
  ['session_hash', RAW],
  ['action', TEXT],
  ['object_type', TEXT],
  ['object_id', RAW],
  ['case_id', RAW],
  ['purpose', TEXT],
  ['basis', TEXT],
  ['result', TEXT],
  ['count', NUMBER],
  ['content_hash', RAW],
  ['reason', RAW],
] as const

const kinds = LEAF_COLUMNS.map(([, kind]) => kind)
const label = Buffer.from('cc/v1/audit-leaf')
/** RFC 6962 hashes a leaf after a zero byte; it stands in front already. */
const START = Buffer.concat([Buffer.from([0, label.length]), label])
const longestField = 0xffff
const fixedPart = START.length + kinds.length * 11

/**
 * How a row comes out of PostgreSQL. `sent` by record_send(): `u32 columns`, then for each `u32 type ‖ i32 length ‖ bytes`, -1 =
 * null. `copied` by a binary COPY: the same with `u16 columns` and without the types.
 */
const FORMS = { sent: { count: 4, type: 4 }, copied: { count: 2, type: 0 } } as const
export type RowForm = keyof typeof FORMS

/** Reads rows that are strung together and writes their leaves into a buffer that every call uses again. */
export class LeafReader {
  #rows: Buffer
  readonly #countBytes: 2 | 4
  readonly #typeBytes: 0 | 4
  #at = 0
  #out = Buffer.allocUnsafe(4096)
  /** Of the row read last. */
  seq = 0
  #seqAt = 0
  #xidAt = 0

  constructor(rows: Buffer, form: RowForm = 'sent') {
    this.#rows = rows
    this.#countBytes = FORMS[form].count
    this.#typeBytes = FORMS[form].type
    START.copy(this.#out)
  }

  /** Where the row read last stands in the order of sealing; exact, whatever somebody wrote there. */
  get place(): { xid8: string; seq: string } {
    const [xid8, seq] = [this.#rows.readBigUInt64BE(this.#xidAt), this.#rows.readBigInt64BE(this.#seqAt)]
    return { xid8: String(xid8), seq: String(seq) }
  }

  /** Other rows of the same form. */
  turnTo(rows: Buffer): void {
    this.#rows = rows
    this.#at = 0
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#rows.length
  }

  /** A zero byte and the next row's leaf, valid until the next call; null where the row is missing. */
  next(): Uint8Array | null {
    const rows = this.#rows
    const columns = this.#countBytes === 4 ? rows.readUInt32BE(this.#at) : rows.readUInt16BE(this.#at)
    if (columns !== kinds.length) throw new Error('a row has not the columns of a leaf')
    let from = this.#at + this.#countBytes
    let to = START.length
    const typeBytes = this.#typeBytes
    const isThere = this.#readPlace(from + typeBytes)
    for (const kind of kinds) {
      const length = rows.readInt32BE(from + typeBytes)
      from += typeBytes + 4
      if (length >= 0) {
        to = this.#write(kind, from, length, to)
        from += length
      } else {
        this.#out[to] = 0
        this.#out[to + 1] = 0
        to += 2
      }
    }
    if (from > rows.length) throw new Error('a row was cut short')
    this.#at = from
    return isThere ? this.#out.subarray(0, to) : null
  }

  /** The first two columns; false where the row is missing. */
  #readPlace(lengthAt: number): boolean {
    if (this.#rows.readInt32BE(lengthAt) !== 8) return false
    this.#seqAt = lengthAt + 4
    this.#xidAt = this.#seqAt + 8 + this.#typeBytes + 4
    this.seq = this.#rows.readInt32BE(this.#seqAt) * 0x1_0000_0000 + this.#rows.readUInt32BE(this.#seqAt + 4)
    return true
  }

  #write(kind: number, from: number, length: number, at: number): number {
    if (kind === NUMBER && length !== 8 && length !== 4) throw new Error('a number is of no length')
    // Whole numbers of four bytes are written as of eight.
    const shown = kind === NUMBER ? 8 : length
    if (shown + 1 > longestField) throw new Error('a column is too long for a leaf')
    if (at + shown + fixedPart > this.#out.length) this.#grow(shown)
    const out = this.#out
    out[at] = (shown + 1) >> 8
    out[at + 1] = (shown + 1) & 0xff
    out[at + 2] = kind
    let to = at + 3
    if (shown !== length) {
      const sign = (this.#rows[from] ?? 0) & 0x80 ? 0xff : 0
      for (; to < at + 3 + shown - length; to += 1) out[to] = sign
    }
    if (length > 40) return to + this.#rows.copy(out, to, from, from + length)
    for (let index = 0; index < length; index += 1) out[to + index] = this.#rows[from + index] ?? 0
    return to + length
  }

  #grow(by: number): void {
    const larger = Buffer.allocUnsafe(this.#out.length * 2 + by)
    this.#out.copy(larger)
    this.#out = larger
  }
}

/** What `LeafReader` reads as `sent`, of the table or row called `alias`. */
export function leafRow(alias: string): string {
  return `record_send(row(${LEAF_COLUMNS.map(([name]) => `${alias}.${name}`).join(', ')}))`
}
