import { defineRecord } from '../../platform/records.ts'
import { ReferralSheet } from './contract.ts'

export const referralRecord = defineRecord({
  label: 'referral.sheet',
  scope: 'compartment',
  version: 1,
  schema: ReferralSheet,
})
