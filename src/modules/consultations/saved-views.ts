import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { sealedOf } from '../../platform/records.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { filtersToText, ListFilters } from './list-filters.ts'
import { deskToWriteAt } from './policy.ts'
import { viewNameRecord } from './records.ts'

const mostViews = 60

export const saveView = defineUseCase({
  name: 'consultation.save-view',
  permission: 'consultation.read',
  purpose: 'support',
  input: ListFilters.extend({
    submissionId: z.uuid(),
    deskId: z.uuid().optional(),
    name: z
      .string('consultations_error_view_name')
      .trim()
      .min(1, 'consultations_error_view_name')
      .max(60, 'consultations_error_too_long'),
    isShared: z.coerce.boolean().default(false),
  }),
  subject: () => ({ objectType: 'saved_view' }),
  output: z.object({ id: z.uuid() }),
  async run({ actor, tx, keys }, input) {
    const deskId = deskToWriteAt(actor, input.deskId ?? input.desk)
    if (!deskId)
      throw new AppError('invalid', 'error_invalid', { fields: { deskId: 'consultations_error_desk' } })
    const id = crypto.randomUUID()
    await tx
      .insertInto('saved_view')
      .values({
        tenant_id: actor.tenantId,
        id,
        desk_id: deskId,
        owner_id: actor.userId,
        is_shared: input.isShared,
        filters: filtersToText(input),
        name: keys.seal(viewNameRecord, { id, compartmentId: deskId, rev: 1 }, { name: input.name }),
      })
      .execute()
    return { id }
  },
  audit: (result) => ({ objectId: result.id }),
})

/** My own views and those shared at my desks. */
export const listViews = defineUseCase({
  name: 'consultation.list-views',
  permission: 'consultation.read',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({ objectType: 'saved_view' }),
  output: z.object({
    views: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        filters: z.string(),
        isShared: z.boolean(),
        isMine: z.boolean(),
      }),
    ),
    /** For the next view: sent twice, it is kept once. */
    newId: z.uuid(),
  }),
  async run({ actor, tx }) {
    const rows = await tx
      .selectFrom('saved_view')
      .selectAll()
      .orderBy('is_shared', 'desc')
      .orderBy('created_at')
      .limit(mostViews)
      .execute()
    return {
      newId: crypto.randomUUID(),
      views: rows.map((row) => ({
        id: row.id,
        filters: row.filters,
        isShared: row.is_shared,
        isMine: row.owner_id === actor.userId,
        name: sealedOf(viewNameRecord, {
          tenantId: row.tenant_id,
          id: row.id,
          compartmentId: row.desk_id,
          rev: row.rev,
          schema: row.schema_no,
          bytes: row.name,
        }),
      })),
    }
  },
  audit: (result) => ({ count: result.views.length }),
  present: ({ views, newId }) => ({
    newId,
    views: views.map((view) => ({ ...view, name: view.name?.name ?? '' })),
  }),
})

export const removeView = defineUseCase({
  name: 'consultation.remove-view',
  permission: 'consultation.read',
  purpose: 'support',
  input: z.object({ id: z.uuid() }),
  subject: (input) => ({ objectType: 'saved_view', objectId: input.id }),
  output: z.object({}),
  async run({ tx }, input) {
    const gone = await tx.deleteFrom('saved_view').where('id', '=', input.id).executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw new AppError('not-found')
    return {}
  },
  audit: () => ({}),
})
