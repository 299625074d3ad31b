import { look, page } from '../../../platform/http/page.ts'
import { listOwnDrafts } from '../list-own-drafts.ts'

/** No page of its own: `KeptForms` asks here which of a page's forms have something unfinished. */
export const loader = page({
  kept: look(listOwnDrafts, ({ query }) => ({ kind: query.get('kind') ?? undefined })),
})
