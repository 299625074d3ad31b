import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { today } from './body-store.ts'
import { officeCalendar } from './calendar-lookup.ts'
import { findDesk } from './desk-store.ts'
import { canKeepRoster, maySeePeople } from './directory-policy.ts'
import { membersOf } from './duty-lookup.ts'
import { closedBecause, dayAfter, holidayName } from './office-days.ts'
import { cellsOf, mondayOf, rosterMark, weekFrom } from './roster-policy.ts'
import { rosterOf } from './roster-store.ts'
import { DeskView } from './views.ts'

export const showRoster = defineUseCase({
  name: 'directory.show-roster',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({ deskId: z.uuid(), week: z.iso.date().optional().catch(undefined) }),
  subject: ({ deskId }) => ({ objectType: 'desk', objectId: deskId }),
  output: z.object({
    desk: DeskView,
    monday: z.string(),
    previous: z.string(),
    next: z.string(),
    today: z.string(),
    days: z.array(z.object({ day: z.string(), closed: z.string().nullable(), holiday: z.string() })),
    members: z.array(z.object({ userId: z.uuid(), name: z.string(), role: z.string() })),
    cells: z.record(z.string(), z.record(z.string(), z.string())),
    mark: z.string(),
    canKeep: z.boolean(),
  }),
  async run({ tx, actor }, { deskId, week }) {
    if (!maySeePeople(actor, deskId)) throw new AppError('forbidden')
    const monday = mondayOf(week ?? today())
    const days = weekFrom(monday)
    const [desk, members, rows, calendar] = await Promise.all([
      findDesk(tx, deskId),
      membersOf(tx, deskId, monday),
      rosterOf(tx, deskId, days),
      officeCalendar(tx, monday),
    ])
    return {
      desk,
      monday,
      previous: dayAfter(monday, -7),
      next: dayAfter(monday, 7),
      today: today(),
      days: days.map((day) => ({
        day,
        closed: closedBecause(day, calendar.exceptions),
        holiday: holidayName(day),
      })),
      members,
      cells: cellsOf(rows),
      mark: rosterMark(rows),
      canKeep: canKeepRoster(actor, deskId),
    }
  },
  audit: (result) => ({ count: result.members.length }),
})
