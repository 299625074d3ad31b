export { draftsOf, removeDraft } from './store.ts'
