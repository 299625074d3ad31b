import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { idShape } from '../../platform/row-names.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { findDesk } from './desk-store.ts'
import { requireRoster } from './directory-policy.ts'
import { membersOf } from './duty-lookup.ts'
import { mondayOf, type RosterCell, rosterMark, rowsOf, weekFrom } from './roster-policy.ts'
import { replaceRoster, rosterOf } from './roster-store.ts'

const Cell = z
  .string()
  .regex(new RegExp(`^(duty|absent|absent:${idShape})$`))
  .transform((text) => text as RosterCell)

/** A week of a desk's roster, saved whole. A cell left out is a day on which nothing was set. */
export const keepRoster = defineUseCase({
  name: 'directory.keep-roster',
  permission: 'roster.manage',
  purpose: 'administration',
  input: z.object({
    deskId: z.uuid(),
    monday: z.iso.date().transform(mondayOf),
    /** The week as it was seen. */
    mark: z.string().length(64),
    cells: z.record(z.uuid(), z.record(z.iso.date(), Cell)).default({}),
  }),
  subject: ({ deskId }) => ({ objectType: 'desk', objectId: deskId }),
  output: z.object({ monday: z.string(), count: z.number() }),
  async run({ tx, actor }, { deskId, monday, mark, cells }) {
    requireRoster(actor, deskId)
    const days = weekFrom(monday)
    const [, members, before] = await Promise.all([
      findDesk(tx, deskId),
      membersOf(tx, deskId, monday),
      rosterOf(tx, deskId, days),
    ])
    if (rosterMark(before) !== mark) throw new AppError('conflict', 'directory_error_conflict')
    const rows = rowsOf(cells, new Set(members.map((member) => member.userId)), days)
    await replaceRoster(tx, actor.tenantId, deskId, days, rows)
    return { monday, count: rows.length }
  },
  audit: ({ count }) => ({ count }),
})
