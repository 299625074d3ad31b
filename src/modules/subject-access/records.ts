import { defineRecord } from '../../platform/records.ts'
import { AccessWords } from './contract.ts'

export const accessRecord = defineRecord({
  label: 'access_request.words',
  scope: 'compartment',
  version: 1,
  schema: AccessWords,
})
