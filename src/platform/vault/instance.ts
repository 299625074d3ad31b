import type { ArgonGate } from './argon-gate.ts'
import type { Bytes, RefusedRow } from './contract.ts'
import type { Directory } from './directory-mac.ts'

/** What every part of the vault shares: the only secret that outlives a call, and what is made of it. */
export interface Instance {
  root: Bytes
  directory: Directory
  /** Root secrets that this one has taken the place of, newest first. */
  earlier: readonly Bytes[]
  /** The one before, while there are accounts whose password still leads to it. */
  previous: { root: Bytes; directory: Directory } | null
  argon: ArgonGate
  /** Told of every key row that is refused. */
  onRefused(row: RefusedRow): void
  /** Unix seconds. */
  now(): number
}

export function isOver(instance: Instance, notAfter: number): boolean {
  return notAfter !== 0 && instance.now() >= notAfter
}
