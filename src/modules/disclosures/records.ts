import { defineRecord } from '../../platform/records.ts'
import { DisclosureLedger } from './contract.ts'

export const ledgerRecord = defineRecord({
  label: 'disclosure.ledger',
  scope: 'compartment',
  version: 1,
  schema: DisclosureLedger,
})
