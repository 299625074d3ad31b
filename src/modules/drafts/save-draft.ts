import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { DraftKey, DraftRev, DraftText, jsonOf } from './contract.ts'
import { addDraft, changeDraft, findDraft } from './store.ts'

const hour = 3_600_000

/**
 * Keeps what is being typed, sealed under the typist's own key. Every save leaves an audit line, as everything does,
 * but only the first of a draft in an hour names the draft; the others say no more than that a draft was saved. So the
 * record tells when somebody worked on what, and a day of typing does not drown it.
 */
export const saveDraft = defineUseCase({
  name: 'draft.save',
  permission: 'own.draft',
  purpose: 'own-account',
  input: DraftKey.extend({
    content: DraftText,
    rev: DraftRev.default(0),
  }),
  subject: () => ({ objectType: 'draft' }),
  output: z.object({ rev: z.number(), savedAt: z.date() }),
  async run(scene, input) {
    const form = jsonOf(input.content)
    const row = await findDraft(scene, input)
    if (!row) {
      // It was sent or thrown away meanwhile; a save that was on its way must not bring it back.
      if (input.rev > 0) throw new AppError('conflict', 'drafts_elsewhere')
      await addDraft(scene, input, form)
      return { rev: 1, savedAt: new Date(), isNamed: true }
    }
    if (row.rev !== input.rev) throw new AppError('conflict', 'drafts_elsewhere', { facts: { rev: row.rev } })
    const isNamed = Date.now() - row.named_at.getTime() > hour
    await changeDraft(scene, row, form, isNamed)
    return { rev: row.rev + 1, savedAt: new Date(), isNamed }
  },
  audit: (result, input) => (result.isNamed ? { objectId: input.subjectId } : {}),
})
