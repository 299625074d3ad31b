export { DraftRev } from './contract.ts'
export { draftsForToday } from './for-today.ts'
export { listOwnDrafts } from './list-own-drafts.ts'
export { draftsOf, removeDraft } from './store.ts'
