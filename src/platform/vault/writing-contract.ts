import type { Bytes } from './key-rows.ts'

/** Over what an act wrote, for its line in the record: whoever writes to the database but lacks the root secret makes none. */
export interface WritingMacs {
  /** Without a tenant: of a line of the instance. */
  macWriting(tenantId: string | null, fields: readonly (string | Bytes)[]): Bytes
  /** Of which root secret it is: 0 = the present one, 1 = the one before it, …; null = none of this instance. */
  generationOfWriting(tenantId: string | null, fields: readonly (string | Bytes)[], mac: Bytes): number | null
}
