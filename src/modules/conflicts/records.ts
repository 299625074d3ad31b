import { defineRecord } from '../../platform/records.ts'
import { KinDocument } from './contract.ts'

/** Under the tenant's key for declarations, so that a new password keeps it; opens for her who declared it alone. */
export const kinRecord = defineRecord({
  label: 'kin.document',
  scope: 'kin',
  version: 1,
  schema: KinDocument,
})
