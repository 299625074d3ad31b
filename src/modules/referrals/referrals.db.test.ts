import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import {
  closeReferral,
  listReferrals,
  openReferral,
  receiveReferral,
  sendReferral,
  settleReferral,
} from './index.ts'
import { aTown, referralSheet as sheet } from './testing.ts'

const database = useDatabase()

const settle = defineUseCase({
  name: 'test.settle-referral',
  permission: 'referral.receive',
  purpose: 'coordination',
  input: z.object({ referralId: z.uuid(), consultationId: z.uuid() }),
  subject: (input) => ({ objectType: 'referral', objectId: input.referralId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    await settleReferral(scene, input.referralId, { consultationId: input.consultationId })
    return { id: input.referralId }
  },
  audit: () => ({}),
})

/** What the hub writes down when it rings her; what stands in it is of no account here. */
async function aConsultation(referralId: string): Promise<string> {
  const id = randomUUID()
  await database.superuser.query(
    `insert into consultation (tenant_id, id, desk_id, compartment_id, day, channel, author_id, code_version, record)
     select tenant_id, $1, to_desk_id, compartment_id, '2026-11-20', 'phone', sent_by, 1, '' from referral where id = $2`,
    [id, referralId],
  )
  return id
}

test('a desk refers in five fields; the hub receives it, and the desk sees the state and nothing else', async () => {
  const { counselor, clerk, stranger } = await aTown(database)
  const { id } = await sendReferral(clerk, { submissionId: randomUUID(), ...sheet, isUrgent: 'on' })
  expect((await listReferrals(counselor, {})).received).toMatchObject([
    { id, state: 'sent', isUrgent: true, who: sheet.who },
  ])
  expect((await openReferral(counselor, { referralId: id })).sheet).toEqual(sheet)

  await receiveReferral(counselor, { referralId: id })
  expect((await listReferrals(clerk, {})).sent).toMatchObject([{ id, state: 'received' }])
  const consultationId = await aConsultation(id)
  await settle(counselor, { referralId: id, consultationId })
  expect(await openReferral(counselor, { referralId: id })).toMatchObject({
    state: 'in_progress',
    consultationId,
  })
  expect(await openReferral(clerk, { referralId: id })).toMatchObject({
    state: 'in_progress',
    consultationId: null,
  })
  await closeReferral(counselor, { referralId: id })
  expect((await listReferrals(clerk, {})).sent).toMatchObject([{ state: 'ended' }])
  await expect(closeReferral(counselor, { referralId: id })).rejects.toMatchObject({ code: 'conflict' })

  await expect(openReferral(stranger, { referralId: id })).rejects.toMatchObject({ code: 'not-found' })
  await expect(receiveReferral(clerk, { referralId: id })).rejects.toMatchObject({ code: 'forbidden' })
})

test('a referral without its fields says which; one from the hub to itself is refused', async () => {
  const { counselor, clerk } = await aTown(database)
  await expect(
    sendReferral(clerk, { submissionId: randomUUID(), ...sheet, who: ' ', noticed: 'あ'.repeat(4001) }),
  ).rejects.toMatchObject({ fields: { who: 'referrals_needed', noticed: 'referrals_too_long' } })
  await expect(sendReferral(counselor, { submissionId: randomUUID(), ...sheet })).rejects.toMatchObject({
    key: 'referrals_own_hub',
  })
})

test('once it belongs to a case, a block on the case hides it at both desks', async () => {
  const { counselor, clerk } = await aTown(database)
  const { id } = await sendReferral(clerk, { submissionId: randomUUID(), ...sheet })
  await settle(counselor, { referralId: id, consultationId: await aConsultation(id) })
  const caseId = randomUUID()
  const { superuser } = database
  await superuser.query(
    'alter table auth.case_block drop constraint if exists case_block_tenant_id_case_id_fkey',
  )
  await superuser.query('update referral_outcome set case_id = $1 where referral_id = $2', [caseId, id])
  await superuser.query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) select tenant_id, $1, $2, $2 from referral where id = $3',
    [caseId, clerk.userId, id],
  )
  await expect(openReferral(clerk, { referralId: id })).rejects.toMatchObject({ code: 'not-found' })
  expect((await openReferral(counselor, { referralId: id })).sheet).toEqual(sheet)
})
