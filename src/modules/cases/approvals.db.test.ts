import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { askApproval } from './ask-approval.ts'
import { decideApproval } from './decide-approval.ts'
import { registerCaseSources } from './own-sources.ts'
import { reviewQueue } from './review-queue.ts'
import { aCase } from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const sent = () => ({ submissionId: crypto.randomUUID() })

test('decided in stead waits for the regular look; what is returned says why; nobody decides her own request', async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor', 'manager'])
  const [counselor, supervisor, manager] = desk.people as [TestPerson, TestPerson, TestPerson]
  const caseId = await aCase(counselor)
  const ask = (who: TestPerson, mode: 'regular' | 'afterwards' = 'regular') =>
    askApproval(who, { ...sent(), caseId, kind: 'emergency', mode, reason: '同行した' })
  const { id: own } = await ask(supervisor)
  await expect(decideApproval(supervisor, { approvalId: own, decision: 'approve' })).rejects.toMatchObject({
    key: 'cases_refused_own_request',
  })
  await expect(decideApproval(manager, { approvalId: own, decision: 'return' })).rejects.toMatchObject({
    fields: { comment: 'cases_error_comment_missing' },
  })
  await decideApproval(manager, { approvalId: own, decision: 'return', comment: '根拠を追記' })
  const { id } = await ask(counselor)
  await expect(decideApproval(supervisor, { approvalId: id, decision: 'approve' })).rejects.toMatchObject({
    key: 'cases_refused_in_stead_only',
  })
  await expect(
    decideApproval(supervisor, { approvalId: id, decision: 'approve_in_stead' }),
  ).rejects.toMatchObject({ fields: { steadGround: 'cases_error_stead_ground' } })
  await expect(
    decideApproval(manager, { approvalId: id, decision: 'approve_in_stead', steadGround: 'urgent' }),
  ).rejects.toMatchObject({ key: 'cases_refused_no_stead' })
  await decideApproval(supervisor, { approvalId: id, decision: 'approve_in_stead', steadGround: 'absent' })
  await expect(decideApproval(supervisor, { approvalId: id, decision: 'see' })).rejects.toMatchObject({
    key: 'cases_refused_nothing_to_see',
  })
  expect((await reviewQueue(supervisor, { queue: 'to-see' })).approvals).toEqual([])
  expect((await reviewQueue(manager, { queue: 'to-see' })).approvals).toMatchObject([
    { id, steadGround: 'absent', maySee: true },
  ])
  await decideApproval(manager, { approvalId: id, decision: 'see' })
  expect((await reviewQueue(manager, { queue: 'to-see' })).counts['to-see']).toBe(0)
})
