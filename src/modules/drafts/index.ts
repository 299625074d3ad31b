export { DraftRev } from './contract.ts'
export { listOwnDrafts } from './list-own-drafts.ts'
export { draftsOf, removeDraft } from './store.ts'
