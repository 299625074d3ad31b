import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { aConsultation } from '../consultations/testing.ts'
import { closeReferral, listReferrals, openReferral, sendReferral } from '../referrals/index.ts'
import { aTown, referralSheet } from '../referrals/testing.ts'
import { openCase } from './open-case.ts'
import { transferCase } from './transfer-case.ts'

const database = useDatabase()

test('a referral goes on with its case; whoever referred her sees the state, and not to which desk she has gone', async () => {
  const { office, hub, counselor, clerk } = await aTown(database)
  const supervisor = hub.people[1] as TestPerson
  const other = await office.desk(['counselor', 'supervisor'])
  const newCounselor = other.people[0] as TestPerson
  const submissionId = crypto.randomUUID()
  const { id: referralId } = await sendReferral(clerk, { submissionId, ...referralSheet })
  const consultationId = await aConsultation(counselor, { person: { family: '架空' }, referralId })
  const { id: caseId } = await openCase(counselor, { submissionId: crypto.randomUUID(), consultationId })
  const before = (await listReferrals(clerk, {})).sent

  await office.stepUp(supervisor)
  await transferCase(supervisor, { caseId, toDeskId: other.id, reason: '転居' })
  await expect(openReferral(counselor, { referralId })).rejects.toMatchObject({ code: 'not-found' })
  expect(await openReferral(newCounselor, { referralId })).toMatchObject({
    sheet: referralSheet,
    consultationId,
  })
  expect((await listReferrals(clerk, {})).sent).toEqual(before)
  await closeReferral(newCounselor, { referralId })
  const seen = await openReferral(clerk, { referralId })
  expect(seen).toMatchObject({ state: 'ended', consultationId: null, toDesk: before[0]?.otherDesk })
  expect(database.alarms).toEqual([])
})
