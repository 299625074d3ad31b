import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor, requireAt } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { staffNamedLike } from './staff-names.ts'
import { findConsultation } from './store.ts'

const Staff = z.object({ userId: z.uuid(), name: z.string(), login: z.string() })

/** For whom this consultation does not exist, and staff to choose from by part of a name. Once it is part of a case, the case says it. */
export const listKeptFrom = defineUseCase({
  name: 'consultation.list-kept-from',
  permission: 'case.block',
  purpose: 'protection',
  input: z.object({
    consultationId: z.uuid(),
    name: z.string().trim().max(60, 'consultations_error_too_long').optional(),
  }),
  subject: (input) => ({ objectType: 'consultation', objectId: input.consultationId }),
  output: z.object({
    kept: z.array(Staff.extend({ isByMatch: z.boolean() })),
    found: z.array(Staff),
    mayCallNamesake: z.boolean(),
  }),
  async run({ actor, tx }, { consultationId, name }) {
    const row = await findConsultation(tx, consultationId)
    requireAt(actor, 'case.block', row.desk_id)
    if (row.case_id) throw new AppError('not-found')
    const { rows } = await sql<{ id: string; display_name: string; login: string; is_by_match: boolean }>`
      select u.id, u.display_name, u.login, k.is_by_match from auth.kept_from_of(${row.id}) k
      join auth.staff_user u on u.id = k.user_id order by u.display_name limit 200`.execute(tx)
    return {
      kept: rows.map((one) => ({
        ...{ userId: one.id, name: one.display_name, login: one.login },
        isByMatch: one.is_by_match,
      })),
      found: name ? await staffNamedLike({ actor, tx }, name) : [],
      mayCallNamesake: desksFor(actor, 'case.call-namesake').includes(row.desk_id),
    }
  },
  audit: (result) => ({ count: result.kept.length }),
})
