import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { findBody } from './body-store.ts'
import { terminals } from './codes.ts'
import { DeskFields } from './contract.ts'
import { deskValues, requireFreeDeskName } from './desk-store.ts'
import { canAddDesk } from './directory-policy.ts'
import { whyNotDeskInTheOpen } from './facility-policy.ts'
import { refuseInTheOpen } from './require-hidden.ts'

/** A desk without a key yet: two first members found that later (module accounts). */
export const addDesk = defineUseCase({
  name: 'directory.add-desk',
  permission: 'directory.manage',
  purpose: 'administration',
  input: DeskFields.extend({
    bodyId: z.uuid(),
    terminal: z.enum(terminals, 'directory_error_terminal'),
    submissionId: z.uuid().optional(),
  }),
  subject: ({ bodyId }) => ({ objectType: 'body', objectId: bodyId }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, actor }, { bodyId, terminal, ...fields }) {
    if (!canAddDesk(actor)) throw new AppError('forbidden')
    const body = await findBody(tx, bodyId)
    refuseInTheOpen(whyNotDeskInTheOpen(fields, body.kind))
    await requireFreeDeskName(tx, bodyId, fields.name)
    const id = crypto.randomUUID()
    await tx.insertInto('auth.desk').values({ tenant_id: actor.tenantId, id, kind: terminal }).execute()
    await tx
      .insertInto('desk_entry')
      .values({ tenant_id: actor.tenantId, desk_id: id, body_id: bodyId, ...deskValues(fields) })
      .execute()
    return { id }
  },
  audit: ({ id }) => ({ objectType: 'desk', objectId: id }),
})
