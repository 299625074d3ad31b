import { form, look, page, submit } from '../../../platform/http/page.ts'
import { discardDraft } from '../discard-draft.ts'
import { openDraft } from '../open-draft.ts'
import { saveDraft } from '../save-draft.ts'

/** No page of its own: `useDraft` reads and writes here. */
export const loader = page({
  found: look(openDraft, ({ query }) => ({
    kind: query.get('kind') ?? '',
    subjectId: query.get('subjectId') ?? '',
  })),
})

export const action = form({
  save: submit(saveDraft, ({ form: posted }) => posted),
  discard: submit(discardDraft, ({ form: posted }) => posted),
})
