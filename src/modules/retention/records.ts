import { defineRecord } from '../../platform/records.ts'
import { KeepingWords } from './contract.ts'

const ofTheRecord = { scope: 'compartment', version: 1, schema: KeepingWords } as const

export const holdRecord = defineRecord({ ...ofTheRecord, label: 'retention_hold.reason' })
export const liftRecord = defineRecord({ ...ofTheRecord, label: 'retention_hold.lifted_reason' })
export const takenOutRecord = defineRecord({ ...ofTheRecord, label: 'disposal_item.reason' })
