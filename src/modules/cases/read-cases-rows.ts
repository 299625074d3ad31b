import { z } from 'zod'
import type { Sealed } from '../../platform/records.ts'
import type { PersonCard } from '../people/index.ts'
import type { CaseStatus, RiskLevel } from './codes.ts'
import type { CaseLabel } from './contract.ts'
import { listCursorOf, listCursorText } from './list-store.ts'

export const casesPerPage = 50

export const AskedList = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  /** Only those of the colleague who answers for the program. */
  mine: z.enum(['true', 'false']).default('false'),
  after: z
    .string()
    .max(60)
    .refine((text) => listCursorOf(text) !== null)
    .optional(),
})
export type AskedList = z.output<typeof AskedList>

/** A row of the list, still sealed. */
interface ReadCase {
  id: string
  deskId: string
  status: CaseStatus
  riskLevel: RiskLevel
  assigneeId: string | null
  openedOn: string
  movedAt: Date
  label: Sealed<CaseLabel>
}

/** What a program reads of a list, still sealed. */
export interface CasesRead {
  items: (ReadCase & { client: Sealed<PersonCard> | null })[]
  next: string | null
}

/** A page of up to fifty; one more row than that says that there is another page. */
export function pageOf(
  rows: readonly (ReadCase & { clientId: string })[],
  clients: ReadonlyMap<string, Sealed<PersonCard>>,
): CasesRead {
  const shown = rows.slice(0, casesPerPage)
  const last = shown.at(-1)
  return {
    items: shown.map(({ clientId, ...row }) => ({ ...row, client: clients.get(clientId) ?? null })),
    next: rows.length > casesPerPage && last ? listCursorText(last) : null,
  }
}
