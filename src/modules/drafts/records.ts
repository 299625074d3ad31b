import { defineRecord } from '../../platform/records.ts'
import { DraftContent } from './contract.ts'

/** Under the key of the person who types: nobody else opens it, whatever her desk. */
export const draftRecord = defineRecord({
  label: 'draft.content',
  scope: 'user',
  version: 1,
  schema: DraftContent,
})
