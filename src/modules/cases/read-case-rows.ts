import type { Sealed } from '../../platform/records.ts'
import type { consultationSpokenOf } from '../consultations/index.ts'
import type { PersonCard } from '../people/index.ts'
import type { CaseStatus, RiskLevel, WaitingReason } from './codes.ts'
import type { CaseCore, NoteBody, SafetyDocument } from './contract.ts'

export const mostEntries = 20

interface Written {
  id: string
  day: string
  at: Date
  code: string
  authorId: string
}
export interface WrittenNote extends Written {
  amendsId: string | null
  body: Sealed<NoteBody>
}
export interface WrittenConsultation extends Written {
  body: ReturnType<typeof consultationSpokenOf>
}

/** What a program reads of a case, still sealed. */
export interface CaseRead {
  id: string
  deskId: string
  status: CaseStatus
  waitingFor: WaitingReason | null
  riskLevel: RiskLevel
  assigneeId: string | null
  openedOn: string
  closedOn: string | null
  reassessBy: string | null
  movedAt: Date
  client: Sealed<PersonCard> | null
  core: Sealed<CaseCore>
  safety: Sealed<SafetyDocument>
  entries: ReturnType<typeof newestOf>
  /** Of whoever wrote something of the case, by id. */
  names: Record<string, string>
}

/** Both kinds as one list: newest day first, then the latest recorded. */
export function newestOf(notes: readonly WrittenNote[], consultations: readonly WrittenConsultation[]) {
  const all = [
    ...notes.map(({ body, ...one }) => ({ ...one, kind: 'note' as const, note: body, consultation: null })),
    ...consultations.map(({ body, ...one }) => ({
      ...{ ...one, kind: 'consultation' as const, amendsId: null },
      note: null,
      consultation: body,
    })),
  ]
  return all.sort(newerFirst).slice(0, mostEntries)
}

function newerFirst(a: Written, b: Written): number {
  if (a.day !== b.day) return a.day < b.day ? 1 : -1
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1)
}
