import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import type { Opened } from '../../platform/records.ts'
import { idShape, isCalendarDay } from '../../platform/row-names.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { deskFullName, deskNames, japanDay, officeDaysLeft, onDuty } from '../directory/index.ts'
import { desksOrNone, staffNames } from '../disclosures/index.ts'
import { RequestLine } from './contract.ts'
import { openStates, type RequestState } from './items.ts'
import { coversFor, isAwaited, isOverdue, type Side } from './policy.ts'
import { shownStaff } from './shown-staff.ts'
import { type RequestRow, sheetOf } from './store.ts'

const pageSize = 50
const Input = z.object({
  view: z.enum(['open', 'closed']).optional().catch(undefined),
  /** Where the page before ended: `YYYY-MM-DD_id`. */
  after: z.string().max(60).optional().catch(undefined),
})
type Input = z.output<typeof Input>
const Output = z.object({
  view: z.enum(['open', 'closed']),
  /** Whether other desks can be asked from here. */
  isHub: z.boolean(),
  lines: z.array(RequestLine),
  next: z.string().nullable(),
})

/** What other desks ask of mine: nearest deadline first, and what an absent colleague I stand in for has taken. */
export const listInbox = defineUseCase({
  name: 'request.inbox',
  permission: 'request.answer',
  purpose: 'coordination',
  input: Input,
  subject: () => ({ objectType: 'request' }),
  output: Output,
  run: (scene, input) => listSide(scene, 'asked', desksFor(scene.actor, 'request.answer'), input),
  audit: (result) => ({ count: result.lines.length }),
  present: presentLines,
})

/** What my desk has asked of others. */
export const listOutbox = defineUseCase({
  name: 'request.outbox',
  permission: 'request.send',
  purpose: 'coordination',
  input: Input,
  subject: () => ({ objectType: 'request' }),
  output: Output,
  run: (scene, input) => listSide(scene, 'asker', desksFor(scene.actor, 'request.send'), input),
  audit: (result) => ({ count: result.lines.length }),
  present: presentLines,
})

export async function listSide(scene: Scene, side: Side, deskIds: readonly string[], input: Input) {
  const column = side === 'asked' ? 'to_desk_id' : 'from_desk_id'
  const isOpen = input.view !== 'closed'
  const direction = isOpen ? 'asc' : 'desc'
  let query = scene.tx
    .selectFrom('request')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where(column, 'in', desksOrNone(deskIds))
    .where('state', isOpen ? 'in' : 'not in', [...openStates])
  const cursor = requestCursorOf(input.after)
  if (cursor)
    query = query.where((where) =>
      where(
        where.refTuple('due_on', 'id'),
        direction === 'asc' ? '>' : '<',
        where.tuple(cursor.day, cursor.id),
      ),
    )
  const rows = await query
    .orderBy('due_on', direction)
    .orderBy('id', direction)
    .limit(pageSize + 1)
    .execute()
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    view: isOpen ? ('open' as const) : ('closed' as const),
    isHub: desksFor(scene.actor, 'request.send').length > 0,
    lines: await linesOf(scene, side, shown),
    next: rows.length > pageSize && last ? `${last.due_on}_${last.id}` : null,
  }
}

const cursorShape = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})_(${idShape})$`)

/** A place in the list, from the address bar; anything malformed begins at the first. */
export function requestCursorOf(after: string | undefined): { day: string; id: string } | null {
  const match = cursorShape.exec(after ?? '')
  return match?.[1] && match[2] && isCalendarDay(match[1]) ? { day: match[1], id: match[2] } : null
}

/** Lines with names that stand in the open; statements do not grow with the rows. */
async function linesOf(scene: Scene, side: Side, rows: readonly RequestRow[]) {
  const others = rows.map((row) => (side === 'asked' ? row.from_desk_id : row.to_desk_id))
  const desks = await deskNames(scene.tx, others)
  const staff = await staffNames(
    scene,
    rows.map((row) => row.taken_by),
  )
  const left = await officeDaysLeft(scene.tx, new Date(), [...new Set(rows.map((row) => row.due_on))])
  const absent = side === 'asked' ? await absentToday(scene, rows) : []
  const today = japanDay(new Date())
  return rows.map((row) => {
    const state = row.state as RequestState
    const isCover = coversFor(row.taken_by, scene.actor.userId, absent)
    return {
      row: {
        id: row.id,
        side,
        kind: row.kind,
        state,
        isPaper: row.is_paper,
        isUrgent: row.is_urgent,
        isOverdue: isOverdue(state, row.due_on, today),
        daysLeft: isAwaited(state) ? (left.get(row.due_on) ?? null) : null,
        dueOn: row.due_on,
        sentAt: row.sent_at,
        changedAt: row.changed_at,
        otherDesk: deskFullName(desks.get(side === 'asked' ? row.from_desk_id : row.to_desk_id)),
        takenBy: row.taken_by
          ? shownStaff(desks.get(row.to_desk_id), side === 'asked', staff.get(row.taken_by) ?? '')
          : null,
        isMine: row.taken_by === scene.actor.userId || isCover,
        coversFor: isCover ? (staff.get(row.taken_by ?? '') ?? '') : null,
      },
      sheet: sheetOf(row),
    }
  })
}

/** Who is away today at the asked desks: one question a desk, and one belongs to few. */
async function absentToday(scene: Scene, rows: readonly RequestRow[]) {
  const deskIds = [...new Set(rows.map((row) => row.to_desk_id))]
  const today = japanDay(new Date())
  const duties = []
  for (const deskId of deskIds) duties.push(await onDuty(scene.tx, deskId, today))
  return duties.flatMap((duty) => duty.absent)
}

export function presentLines({ lines, ...rest }: Opened<Awaited<ReturnType<typeof listSide>>>) {
  return { lines: lines.map(({ row, sheet }) => ({ ...row, title: sheet?.title ?? null })), ...rest }
}
