import { type Selectable, sql } from 'kysely'
import type { DB } from '../../platform/db/schema.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { idShape } from '../../platform/row-names.ts'
import { listCards } from '../people/index.ts'
import { labelOf } from './case-row.ts'
import { type StaffName, staffNames } from './staff-store.ts'

type CaseRow = Selectable<DB['case_']>

/** Latest movement first; continues after the row it names. */
export interface ListCursor {
  movedAt: Date
  id: string
}

/** A literal, so that the index of open cases is known to fit. */
export const isOpen = sql<boolean>`status <> 'closed'`

const cursorShape = new RegExp(`^(\\d{1,15})_(${idShape})$`)

export function listCursorOf(given: string | undefined): ListCursor | null {
  const match = cursorShape.exec(given ?? '')
  if (!match?.[1] || !match[2]) return null
  const movedAt = new Date(Number(match[1]))
  return Number.isNaN(movedAt.getTime()) ? null : { movedAt, id: match[2] }
}

export function listCursorText(row: { movedAt: Date; id: string }): string {
  return `${row.movedAt.getTime()}_${row.id}`
}

/** The rows of a list with the clients' cards, numbers and titles: one desk key for all. `known` = whose names are at hand. */
export async function listItems(tx: Tx, rows: readonly CaseRow[], known: readonly StaffName[] = []) {
  const clientIds = rows.map((row) => row.client_id)
  const assigneeIds = rows.flatMap((row) => (row.assignee_id ? [row.assignee_id] : []))
  const [cards, names] = await Promise.all([listCards(tx, clientIds), staffNames(tx, assigneeIds, known)])
  return rows.map((row) => ({
    id: row.id,
    deskId: row.desk_id,
    status: row.status,
    waitingFor: row.waiting_for,
    riskLevel: row.risk_level,
    assigneeId: row.assignee_id,
    assignee: row.assignee_id ? (names.get(row.assignee_id) ?? null) : null,
    openedOn: row.opened_on,
    nextReviewOn: row.next_review_on,
    movedAt: row.moved_at,
    isReviewed: row.reviewed_at !== null,
    label: labelOf(row),
    client: cards.get(row.client_id) ?? null,
  }))
}
