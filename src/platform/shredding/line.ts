import { z } from 'zod'
import { isCalendarDay } from '../row-names.ts'
import type { Vault } from '../vault/index.ts'

const CalendarDay = z.string().refine(isCalendarDay)

/** One destroyed record, as the ledger says it: ids and days, nothing of the record itself. */
export const ShredLine = z.object({
  tenantId: z.uuid(),
  id: z.uuid(),
  kind: z.enum(['case', 'consultation']),
  deskId: z.uuid(),
  listId: z.uuid(),
  shreddedOn: CalendarDay,
  effectiveOn: CalendarDay,
})
export type ShredLine = z.output<typeof ShredLine>

const table = 'shred_ledger'

export function shredLineColumns(line: ShredLine) {
  return [line.tenantId, line.id, line.kind, line.deskId, line.listId, line.shreddedOn, line.effectiveOn]
}

export function macOfLine(vault: Pick<Vault, 'macRow'>, line: ShredLine): Buffer {
  return Buffer.from(vault.macRow(line.tenantId, table, shredLineColumns(line)))
}

/** Nobody hides a deletion behind a line that this system did not write, and nobody has something destroyed by one. */
export function isGenuineLine(vault: Pick<Vault, 'checkRow'>, line: ShredLine, mac: Uint8Array): boolean {
  return vault.checkRow(line.tenantId, table, shredLineColumns(line), mac)
}

/** By which the vault knows the opposing parties of a record: from the words that `internal.parties_of` gives. */
export function partiesNamed(
  vault: Pick<Vault, 'conflictToken'>,
  tenantId: string,
  words: readonly string[],
): Buffer[] {
  return words.map((word) => Buffer.from(vault.conflictToken(tenantId, 'opposing', 'party', word)))
}
