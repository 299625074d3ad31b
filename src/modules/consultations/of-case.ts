import { blankCodes } from '../../codes/code-lists.ts'
import type { Tx } from '../../platform/db/tx.ts'
import {
  afterCursor,
  type ConsultationHead,
  type ConsultationRow,
  cursorOf,
  headOf,
  recordOf,
} from './store.ts'

export interface Page {
  after?: string | undefined
  /** Default 50, at most 100. */
  limit?: number | undefined
}

export interface CaseConsultation extends ConsultationHead {
  record: ReturnType<typeof recordOf>
}

/** The consultations of a case, latest first, each with its sealed record; `next` continues, null at the end. */
export async function consultationsOfCase(
  tx: Tx,
  caseId: string,
  page: Page = {},
): Promise<{ items: CaseConsultation[]; next: string | null }> {
  const limit = Math.min(page.limit ?? 50, 100)
  const rows = await tx
    .selectFrom('consultation')
    .selectAll()
    .select(cursorOf.as('cursor'))
    .where('case_id', '=', caseId)
    .$if(page.after !== undefined, (query) => query.where(afterCursor(page.after ?? '')))
    .orderBy('day', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    items: shown.map((row) => withRecord(row)),
    next: rows.length > limit ? (shown.at(-1)?.cursor ?? null) : null,
  }
}

/**
 * The code of what she came about, from the latest consultation that says it in the open; null where none does, or
 * where the code would tell what stays sealed: such words are for people to choose.
 */
export async function chiefComplaintOfCase(tx: Tx, caseId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('consultation')
    .select('chief_complaint')
    .where('case_id', '=', caseId)
    .where('chief_complaint', 'not in', [...blankCodes])
    .orderBy('day', 'desc')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return !row || row.chief_complaint === 'sealed' ? null : row.chief_complaint
}

/** A consultation that belongs to no case yet, as the page that opens a case reads it; undefined = absent, attached or not mine. */
export async function standaloneConsultation(tx: Tx, id: string): Promise<CaseConsultation | undefined> {
  const row = await tx
    .selectFrom('consultation')
    .selectAll()
    .where('id', '=', id)
    .where('case_id', 'is', null)
    .executeTakeFirst()
  return row ? withRecord(row) : undefined
}

function withRecord(row: ConsultationRow): CaseConsultation {
  return { ...headOf(row), record: recordOf(row) }
}
