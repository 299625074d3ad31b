import { type RawBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { DB } from '../../platform/db/schema.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { idShape } from '../../platform/row-names.ts'
import { listCards } from '../people/index.ts'
import { labelOf } from './case-row.ts'
import { ourCaseRules } from './policy.ts'
import { type StaffName, staffNames } from './staff-store.ts'

type CaseRow = Selectable<DB['case_']>
type Cases = SelectQueryBuilder<DB, 'case_', CaseRow>

/** Latest movement first; continues after the row it names. */
export interface ListCursor {
  movedAt: Date
  id: string
}

/** Literals, so that the indexes of open and of closed cases are known to fit. */
export const isOpen = sql<boolean>`status <> 'closed'`
export const isClosed = sql<boolean>`status = 'closed'`

const cursorShape = new RegExp(`^(\\d{1,15})_(${idShape})$`)

export function listCursorOf(given: string | undefined): ListCursor | null {
  const match = cursorShape.exec(given ?? '')
  if (!match?.[1] || !match[2]) return null
  const movedAt = new Date(Number(match[1]))
  return Number.isNaN(movedAt.getTime()) ? null : { movedAt, id: match[2] }
}

/** What comes after a row in the order of a list; everything, where it begins. */
export function isBehind(after: ListCursor | null) {
  return after
    ? sql<boolean>`(moved_at, id) < (${after.movedAt}::timestamptz, ${after.id}::uuid)`
    : sql<boolean>`true`
}

export function listCursorText(row: { movedAt: Date; id: string }): string {
  return `${row.movedAt.getTime()}_${row.id}`
}

/** The desk that is being read, in `latestOfDesks` and in counts. */
export const thisDesk = sql<string>`this_desk.id`

/**
 * What moved last at these desks. Each desk is read by itself, in the order of an index and no further than `most` rows: asked for
 * several at once, or for one among several, PostgreSQL would read and sort everything that they have.
 */
export async function latestOfDesks(
  tx: Tx,
  deskIds: readonly string[],
  most: number,
  chosen: (cases: Cases) => Cases,
): Promise<CaseRow[]> {
  const soMany = sql.lit(most)
  const ofOne = chosen(tx.selectFrom('case_').selectAll().where('desk_id', '=', thisDesk))
    .orderBy('moved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(soMany)
  const { rows } = await sql<CaseRow>`
    select c.* from unnest(${deskIds}::uuid[]) as this_desk (id) cross join lateral ${ofOne} as c
    order by c.moved_at desc, c.id desc limit ${soMany}`.execute(tx)
  return rows
}

/** Without movement for longer than the desk's own rule says, or ours. Asked before the cases are read, so that an index begins there. */
export function quietByRule(deskId: RawBuilder<string> = sql`case_.desk_id`) {
  const oursSince = new Date(Date.now() - ourCaseRules.quietDays * 86_400_000)
  return sql<boolean>`moved_at < (select coalesce(
    (select now() - make_interval(days => r.quiet_days) from case_rule r where r.desk_id = ${deskId}),
    ${oursSince}::timestamptz))`
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
