/** For the tests of modules above: a draft as its owner leaves it. */
export { saveDraft } from './save-draft.ts'
