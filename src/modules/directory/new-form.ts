import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { findBody, today } from './body-store.ts'
import { canAddDesk } from './directory-policy.ts'

/** What an empty form needs: whether she may fill it in, the day, and an id that makes sending it twice harmless. */
export const newForm = defineUseCase({
  name: 'directory.new-form',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({ bodyId: z.uuid().optional() }),
  subject: ({ bodyId }) => ({ objectType: 'body', ...(bodyId ? { objectId: bodyId } : {}) }),
  output: z.object({
    submissionId: z.uuid(),
    today: z.string(),
    body: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  }),
  async run({ tx, actor }, { bodyId }) {
    if (bodyId && !canAddDesk(actor)) throw new AppError('forbidden')
    const body = bodyId ? await findBody(tx, bodyId) : null
    return { submissionId: crypto.randomUUID(), today: today(), body }
  },
  audit: () => ({}),
})
