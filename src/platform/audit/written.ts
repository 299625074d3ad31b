import { ctx, sha256Into } from '../vault/index.ts'

/** A document as an act sealed it: which column of which row, and the SHA-256 of the bytes. */
export interface Written {
  /** `table.column` */
  label: string
  rowId: string
  hash: Uint8Array
}

/** In front of the hash over what was written, so that it passes for no other content hash. */
const WRITTEN = 1

/** Collects what one act seals; the last of two for the same place counts. */
export class WritingBook {
  readonly #entries = new Map<string, Written>()

  note(label: string, rowId: string, bytes: Uint8Array): void {
    const hash = sha256Into(new Uint8Array(32), bytes)
    this.#entries.set(`${label} ${rowId}`, { label, rowId, hash })
  }

  /** By label and row. */
  get entries(): Written[] {
    return [...this.#entries.keys()].sort().map((key) => this.#entries.get(key) as Written)
  }
}

/** What the line of the act carries as its content hash: 1 ‖ SHA-256 of `ctx('written', label, row id, hash, …)`. */
export function hashOfWritten(entries: readonly Written[]): Buffer {
  const fields = entries.flatMap(({ label, rowId, hash }) => [label, uuidBytes(rowId), hash])
  return Buffer.concat([Buffer.from([WRITTEN]), sha256Into(new Uint8Array(32), ctx('written', ...fields))])
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}
