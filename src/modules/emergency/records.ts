import { defineRecord } from '../../platform/records.ts'
import { GlassReason } from './contract.ts'

/** Sealed to the desk that holds the case; whoever breaks the glass cannot read it again. */
export const glassReasonRecord = defineRecord({
  label: 'break_glass.reason',
  scope: 'box',
  version: 1,
  schema: GlassReason,
})
