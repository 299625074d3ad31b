import { z } from 'zod'
import { isCalendarDay } from '../row-names.ts'
import type { Rotation, Vault } from '../vault/index.ts'

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

function columnsOf(line: ShredLine) {
  return [line.tenantId, line.id, line.kind, line.deskId, line.listId, line.shreddedOn, line.effectiveOn]
}

/** Under the present root secret and each before it: a backup of the time of any of them may come back. */
export function macOfLine(vault: Pick<Vault, 'macRowUnderEach'>, line: ShredLine): Buffer {
  return Buffer.from(vault.macRowUnderEach(line.tenantId, table, columnsOf(line)))
}

/** Nobody hides a deletion behind a line that this system did not write, and nobody has something destroyed by one. */
export function isGenuineLine(
  vault: Pick<Vault, 'checkRowUnderEach'>,
  line: ShredLine,
  mac: Uint8Array,
): boolean {
  return vault.checkRowUnderEach(line.tenantId, table, columnsOf(line), mac)
}

/** Ours, of the time of an earlier root secret; that one may have leaked, so the line destroys nothing any more. */
export function isEarlierLine(
  vault: Pick<Vault, 'wasRowMadeBefore'>,
  line: ShredLine,
  mac: Uint8Array,
): boolean {
  return vault.wasRowMadeBefore(line.tenantId, table, columnsOf(line), mac)
}

export function lineMadeAnew(
  rotation: Pick<Rotation, 'rowUnderEach'>,
  line: ShredLine,
  mac: Uint8Array,
): Uint8Array | null {
  return rotation.rowUnderEach(line.tenantId, table, columnsOf(line), mac)
}

/** By which the vault knows the opposing parties of a record: from the words that `internal.parties_of` gives. */
export function partiesNamed(
  vault: Pick<Vault, 'conflictToken'>,
  tenantId: string,
  words: readonly string[],
): Buffer[] {
  return words.map((word) => Buffer.from(vault.conflictToken(tenantId, 'opposing', 'party', word)))
}
