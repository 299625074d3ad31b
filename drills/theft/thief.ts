import { createHash } from 'node:crypto'
import { ArgonGate } from '../../src/platform/vault/argon-gate.ts'
import type { UnlockerRow } from '../../src/platform/vault/contract.ts'
import { Directory } from '../../src/platform/vault/directory-mac.ts'
import { keyIdOf, type TenantUse, tenantKey } from '../../src/platform/vault/keys.ts'
import { kdf } from '../../src/platform/vault/primitives.ts'
import { deriveUnlocker } from '../../src/platform/vault/unlockers.ts'

/** Where a value stood: `schema.table.column`. */
export interface Stolen {
  column: string
  bytes: Uint8Array
}

const KEY = 32
const labels = ['dh', 'kek', 'doc', 'card', 'draft', 'sid', 'sess', 'auth', 'unlock', 'key-id', 'db']
const uses: readonly TenantUse[] = ['pw', 'sess', 'reg', 'known', 'totp', 'code']
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const sha256 = (words: string) => Uint8Array.from(createHash('sha256').update(words).digest())

/**
 * Somebody with everything that lay on the machine, the whole source, and no root secret. Every sealed thing names the key
 * that opens it by a hash of that key, so whoever holds a key can tell at once what it opens: each possible key is tried
 * against all names together.
 */
export class Thief {
  readonly sealedBy = new Map<string, Set<string>>()
  readonly opened = new Map<string, Set<string>>()
  tried = 0
  sealed = 0

  constructor(stolen: readonly Stolen[]) {
    for (const { column, bytes } of stolen) {
      if (!isSealed(bytes)) continue
      this.sealed++
      const name = hex(bytes.subarray(2, 18))
      this.sealedBy.set(name, (this.sealedBy.get(name) ?? new Set()).add(column))
    }
  }

  /** Whether these 32 bytes are a key to anything. */
  tryKey(key: Uint8Array): void {
    this.tried++
    const columns = this.sealedBy.get(hex(keyIdOf(key)))
    if (columns) this.opened.set(hex(key), columns)
  }

  /** The bytes, and every key that our own rules would derive from them. */
  tryEverythingFrom(base: Uint8Array, tenants: readonly string[]): void {
    this.tryKey(base)
    for (const label of labels) this.tryKey(kdf(base, label))
    for (const tenant of tenants) for (const use of uses) this.tryKey(tenantKey(base, use, tenant))
  }

  /** Columns of which something opens. */
  get openedColumns(): string[] {
    return [...new Set([...this.opened.values()].flatMap((columns) => [...columns]))].sort()
  }
}

/** `01|01|key id…` or `01|11|key id…`, long enough to hold something. */
function isSealed(bytes: Uint8Array): boolean {
  return bytes[0] === 1 && (bytes[1] === 1 || bytes[1] === 0x11) && bytes.length >= 58
}

/** What could be taken for a key or for a root secret. */
export function* possibleKeys(stolen: readonly Stolen[], words: readonly string[]): Generator<Uint8Array> {
  for (const { bytes } of stolen) {
    if (bytes.length < 16) continue
    for (let at = 0; at + KEY <= Math.min(bytes.length, 200); at++) yield bytes.slice(at, at + KEY)
    if (bytes.length < KEY) yield Uint8Array.from({ length: KEY }, (_, at) => bytes[at] ?? 0)
  }
  for (let byte = 0; byte < 256; byte++) yield new Uint8Array(KEY).fill(byte)
  for (const word of words) {
    yield sha256(word)
    yield Uint8Array.from({ length: KEY }, (_, at) => Buffer.from(word)[at] ?? 0)
  }
}

/** How many of the passwords fit an account, as far as somebody who knows `root` can tell. */
export async function confirmedPasswords(
  root: Uint8Array,
  unlockers: readonly UnlockerRow[],
  passwords: readonly string[],
  cost: { memoryBytes: number; ops: number },
): Promise<number> {
  const instance = {
    root,
    directory: new Directory(root),
    earlier: [],
    previous: null,
    onRefused: () => undefined,
    argon: new ArgonGate({ password: cost, code: cost }),
    now: () => Math.floor(Date.now() / 1000),
  }
  let confirmed = 0
  for (const row of unlockers) {
    // What a device derived is no password.
    if (row.kind === 'passkey') continue
    for (const password of passwords) {
      const { authHash } = await deriveUnlocker(instance, row, row.kind, row.salt, password)
      if (hex(authHash) === hex(row.authHash)) confirmed++
    }
  }
  return confirmed
}
