import { ctx, sha256Into, type Vault } from '../vault/index.ts'

/** A document as an act sealed it: which column of which row, and the SHA-256 of the bytes. */
export interface Written {
  /** `table.column` */
  label: string
  rowId: string
  hash: Uint8Array
}

/** The line that says so: whose act of which name. No tenant and nobody = the instance's own. */
export interface WritingLine {
  tenantId: string | null
  action: string
  actorId: string | null
}

/** In front of the hash over what was written, so that it passes for no other content hash. */
const PLAIN = 1
/** Of before hashes carried a time. */
const UNTIMED = 2
const KEYED = 3
/** Six of them are the time. */
const NONCE_BYTES = 16
const TIME_BYTES = 6

/** Of content hashes over what was written: plain ones are of before there was a key (docs/adr/0029). */
export const PLAIN_LENGTH = 33
export const KEYED_LENGTH = 49

/** The clock of this machine, also where the sample has put the time of its story in the place of `Date`. */
const clock = Date.now.bind(Date)

export type KeyedBy = Pick<Vault, 'macWriting'>
export type KnownBy = Pick<Vault, 'generationOfWriting'>

/** Collects what one act seals; the last of two for the same place counts. */
export class WritingBook {
  readonly #entries = new Map<string, Written>()

  note(label: string, rowId: string, bytes: Uint8Array): void {
    const hash = sha256Into(new Uint8Array(32), bytes)
    this.#entries.set(`${label} ${rowId}`, { label, rowId, hash })
  }

  /** Destroyed by decision: nothing stands there any more. */
  noteGone(label: string, rowId: string): void {
    this.note(label, rowId, new Uint8Array(0))
  }

  /** By label and row. */
  get entries(): Written[] {
    return [...this.#entries.keys()].sort().map((key) => this.#entries.get(key) as Written)
  }
}

/**
 * What the line of the act carries as its content hash: 3 ‖ the time ‖ 10 random bytes ‖ the vault's MAC over these, the act, who did
 * it, and label, row id and hash of every document. The random bytes make each one its own: one that stands there twice was copied.
 * The time (milliseconds of this process) shows one that was kept back. To be made just before the line is written.
 */
export function hashOfWritten(
  vault: KeyedBy,
  line: WritingLine,
  entries: readonly Written[],
  at = clock(),
): Buffer {
  const head = Buffer.concat([Buffer.from([KEYED]), uuidBytes(crypto.randomUUID())])
  head.writeUIntBE(at, 1, TIME_BYTES)
  return Buffer.concat([head, vault.macWriting(line.tenantId, fieldsOf(line, head, entries))])
}

/** When a hash was made, in milliseconds; 'untimed' = as before hashes carried it; null = without a key. Believe it of one that holds. */
export function timeOfHash(hash: Uint8Array): number | 'untimed' | null {
  if (hash[0] === KEYED) return Buffer.from(hash.subarray(1, 1 + TIME_BYTES)).readUIntBE(0, TIME_BYTES)
  return hash[0] === UNTIMED ? 'untimed' : null
}

/**
 * By which root secret the hash was made over exactly this: 0 = the present one, 1 = the one before it, …; 'plain' = by none, as
 * before there was a key; null = it is over something else, or not ours.
 */
export function makerOfHash(
  vault: KnownBy,
  line: WritingLine,
  entries: readonly Written[],
  hash: Uint8Array,
): number | 'plain' | null {
  if (hash[0] === PLAIN) return plainHash(entries).equals(hash) ? 'plain' : null
  if ((hash[0] !== KEYED && hash[0] !== UNTIMED) || hash.length !== KEYED_LENGTH) return null
  // Without a time the MAC is over the random bytes alone: neither passes for the other.
  const head = hash.subarray(hash[0] === KEYED ? 0 : 1, 1 + NONCE_BYTES)
  return vault.generationOfWriting(
    line.tenantId,
    fieldsOf(line, head, entries),
    hash.subarray(1 + NONCE_BYTES),
  )
}

function fieldsOf(line: WritingLine, head: Uint8Array, entries: readonly Written[]): (string | Uint8Array)[] {
  return [head, line.action, line.actorId ?? '', ...placesIn(entries)]
}

/** 1 ‖ SHA-256 of `ctx('written', label, row id, hash, …)`. */
function plainHash(entries: readonly Written[]): Buffer {
  const hash = sha256Into(new Uint8Array(32), ctx('written', ...placesIn(entries)))
  return Buffer.concat([Buffer.from([PLAIN]), hash])
}

function placesIn(entries: readonly Written[]): (string | Uint8Array)[] {
  return entries.flatMap(({ label, rowId, hash }) => [label, uuidBytes(rowId), hash])
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}
