import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { DraftKey, OpenedDraft } from './contract.ts'
import { contentOf, findDraft } from './store.ts'

export const openDraft = defineUseCase({
  name: 'draft.open',
  permission: 'own.draft',
  purpose: 'own-account',
  input: DraftKey,
  subject: (input) => ({ objectType: 'draft', objectId: input.subjectId }),
  output: z.object({ draft: OpenedDraft.nullable() }),
  async run(scene, input) {
    const row = await findDraft(scene, input)
    return { draft: row ? { rev: row.rev, updatedAt: row.updated_at, content: contentOf(row) } : null }
  },
  audit: (result) => ({ count: result.draft ? 1 : 0 }),
})
