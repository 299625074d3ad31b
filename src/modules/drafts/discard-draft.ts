import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { DraftKey, DraftRev } from './contract.ts'
import { removeDraft } from './store.ts'

export const discardDraft = defineUseCase({
  name: 'draft.discard',
  permission: 'own.draft',
  purpose: 'own-account',
  input: DraftKey.extend({ rev: DraftRev }),
  subject: (input) => ({ objectType: 'draft', objectId: input.subjectId }),
  output: z.object({}),
  async run(scene, input) {
    await removeDraft(scene, input.kind, input.subjectId, input.rev)
    return {}
  },
  audit: () => ({}),
})
