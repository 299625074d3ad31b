import { defineRecord } from '../../platform/records.ts'
import { DisclosureLedger, EndingWords } from './contract.ts'

export const ledgerRecord = defineRecord({
  label: 'disclosure.ledger',
  scope: 'compartment',
  version: 1,
  schema: DisclosureLedger,
})

export const endingRecord = defineRecord({
  label: 'disclosure.ending',
  scope: 'compartment',
  version: 1,
  schema: EndingWords,
})
