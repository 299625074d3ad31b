import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { DraftKey } from './contract.ts'
import { draftsOf } from './store.ts'

/** What I have begun and not sent: kinds and times only, nothing is opened. */
export const listOwnDrafts = defineUseCase({
  name: 'draft.list',
  permission: 'own.draft',
  purpose: 'own-account',
  input: z.object({ kind: DraftKey.shape.kind.optional() }),
  subject: () => ({ objectType: 'draft' }),
  output: z.object({
    drafts: z.array(z.object({ id: z.uuid(), kind: z.string(), subjectId: z.uuid(), updatedAt: z.date() })),
  }),
  async run({ actor, tx }, input) {
    return { drafts: await draftsOf(tx, actor.userId, input.kind) }
  },
  // Asked by every page with a form; kinds and times of one's own concern nobody else.
  audit: () => null,
})
