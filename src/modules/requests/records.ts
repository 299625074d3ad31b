import { defineRecord } from '../../platform/records.ts'
import { MessageWords, OfficialAct, RequestSheet } from './contract.ts'

/** All three open with the sheet's own key, except the act, which has one of its own. */
export const sheetRecord = defineRecord({
  label: 'request.sheet',
  scope: 'compartment',
  version: 1,
  schema: RequestSheet,
})
export const messageRecord = defineRecord({
  label: 'request_message.message',
  scope: 'compartment',
  version: 1,
  schema: MessageWords,
})
export const actRecord = defineRecord({
  label: 'official_act.act',
  scope: 'compartment',
  version: 1,
  schema: OfficialAct,
})
