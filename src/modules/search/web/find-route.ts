import { form, submit } from '../../../platform/http/page.ts'
import { findAnything, findInNetwork } from '../find.ts'
import { recentCases } from '../recent-cases.ts'

/** For the palette. Asked by POST: what somebody looks for has no place in an address. */
export const action = form({
  everything: submit(findAnything, ({ form }) => ({ words: form.words ?? '' })),
  network: submit(findInNetwork, ({ form }) => ({ words: form.words ?? '' })),
  recent: submit(recentCases, () => ({})),
})
