import { createHash } from 'node:crypto'
import { AppError } from '../../platform/errors.ts'
import { dayAfter } from './office-days.ts'

export interface RosterRow {
  userId: string
  day: string
  kind: 'duty' | 'cover' | 'absent'
  coversUserId: string | null
}

/** What stands in one cell of the week: on duty, away, or away with somebody in place. */
export type RosterCell = 'duty' | 'absent' | `absent:${string}`
export type RosterCells = Readonly<Record<string, Readonly<Record<string, RosterCell>>>>

/** The Monday of the week in which a day lies. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return dayAfter(day, -((weekday + 6) % 7))
}

export function weekFrom(monday: string): string[] {
  return Array.from({ length: 7 }, (_, index) => dayAfter(monday, index))
}

export function cellsOf(rows: readonly RosterRow[]): Record<string, Record<string, RosterCell>> {
  const cells: Record<string, Record<string, RosterCell>> = {}
  for (const row of rows) {
    if (row.kind === 'cover') continue
    const cover = rows.find(
      (other) => other.kind === 'cover' && other.day === row.day && other.coversUserId === row.userId,
    )
    const own = cells[row.userId] ?? {}
    own[row.day] = row.kind === 'absent' && cover ? `absent:${cover.userId}` : row.kind
    cells[row.userId] = own
  }
  return cells
}

/** The rows of a week as filled in. A cover must be a member who is there; anything else is refused, by key. */
export function rowsOf(
  cells: RosterCells,
  members: ReadonlySet<string>,
  days: readonly string[],
): RosterRow[] {
  const rows: RosterRow[] = []
  for (const [userId, week] of Object.entries(cells)) {
    if (!members.has(userId)) throw new AppError('refused', 'directory_roster_not_member')
    for (const [day, cell] of Object.entries(week)) {
      if (!days.includes(day)) throw new AppError('invalid')
      const [kind, cover] = cell.split(':') as ['duty' | 'absent', string | undefined]
      rows.push({ userId, day, kind, coversUserId: null })
      if (cover) rows.push({ userId: cover, day, kind: 'cover', coversUserId: userId })
    }
  }
  const away = new Set(rows.filter((row) => row.kind === 'absent').map((row) => `${row.day} ${row.userId}`))
  for (const row of rows.filter((one) => one.kind === 'cover')) {
    if (!members.has(row.userId)) throw new AppError('refused', 'directory_roster_not_member')
    if (row.userId === row.coversUserId || away.has(`${row.day} ${row.userId}`))
      throw new AppError('refused', 'directory_roster_cover_away')
  }
  return rows
}

/** Names a week as it was seen, so that a colleague's change in between is noticed. */
export function rosterMark(rows: readonly RosterRow[]): string {
  const lines = rows.map((row) => `${row.day} ${row.userId} ${row.kind} ${row.coversUserId ?? ''}`).sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
