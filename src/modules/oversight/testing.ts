import { anAuditor } from '../../platform/testing/auditors.ts'
import type { TestOffice } from '../../platform/testing/office.ts'
import { giveKey } from './give-key.ts'

export { answerAlarm } from './answer-alarm.ts'
export { listAlarms } from './list-alarms.ts'
export { giveKey }

/** Who hold the auditors' key: the first made it and gave it to the others. */
export async function threeHolders(office: TestOffice) {
  const leaver = await anAuditor(office, '架空 前任')
  const present = await anAuditor(office, '架空 監査')
  const other = await anAuditor(office, '架空 同僚')
  for (const { userId } of [present, other]) await giveKey(leaver, { userId })
  return { leaver, present, other }
}
