import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { addPersonToCase } from './add-person.ts'
import { assign } from './assign.ts'
import { blockPerson } from './block-person.ts'
import { closeCase } from './close-case.ts'
import { decideApproval } from './decide-approval.ts'
import { editPersonOfCase } from './edit-person.ts'
import { liftBlock } from './lift-block.ts'
import { listBlocks } from './list-blocks.ts'
import { listCases } from './list-cases.ts'
import { registerCaseSources } from './own-sources.ts'
import { prepareClosing } from './prepare-closing.ts'
import { recordWhereabouts } from './record-whereabouts.ts'
import { prepareReveal, revealWhereabouts } from './reveal-whereabouts.ts'
import { reviewCase } from './review-case.ts'
import { reviewQueue } from './review-queue.ts'
import { setCaseRules } from './set-case-rules.ts'
import { showCase } from './show-case.ts'
import { showPerson } from './show-person.ts'
import { aCase } from './testing.ts'
import { transferCase } from './transfer-case.ts'
import { viewersOfCase } from './viewers-of-case.ts'
import { writeNote } from './write-note.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const sent = () => ({ submissionId: crypto.randomUUID() })
function two(people: readonly TestPerson[]): [TestPerson, TestPerson] {
  const [first, second] = people
  if (!first || !second) throw new Error('people are missing')
  return [first, second]
}
async function hub() {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor'])
  const [counselor, supervisor] = two(desk.people)
  return { office, desk, counselor, supervisor }
}
const child = (caseId: string, given = '空') => ({
  ...sent(),
  caseId,
  part: 'child' as const,
  card: { names: [{ family: '架空', given }], birthDate: '2019-05-05' },
})

test('a transfer takes everything along; the giving desk opens nothing and keeps only that it has given', async () => {
  const { office, counselor, supervisor } = await hub()
  const other = await office.desk(['counselor', 'supervisor'])
  const [newCounselor, newSupervisor] = two(other.people)
  const caseId = await aCase(counselor)
  const { id: childId } = await addPersonToCase(counselor, child(caseId))
  await writeNote(counselor, { ...sent(), caseId, body: { fact: '引き継ぐ記録' } })
  const { id: placeId } = await recordWhereabouts(counselor, {
    ...sent(),
    caseId,
    personId: childId,
    kind: 'school',
    place: { text: '架空小学校' },
  })
  await expect(transferCase(counselor, { caseId, toDeskId: other.id, reason: '転居' })).rejects.toMatchObject(
    { code: 'forbidden' },
  )
  await expect(
    transferCase(supervisor, { caseId, toDeskId: other.id, reason: '転居' }),
  ).rejects.toMatchObject({ code: 'step-up-required' })
  await office.stepUp(supervisor)
  await transferCase(supervisor, { caseId, toDeskId: other.id, reason: '転居' })

  for (const person of [counselor, supervisor]) {
    await expect(showCase(person, { caseId })).rejects.toMatchObject({ code: 'not-found' })
    expect((await listCases(person, { view: 'desk' })).cases).toEqual([])
  }
  expect((await listCases(supervisor, { view: 'handed-over' })).handedOver).toHaveLength(1)
  const left = await database.superuser.query(
    `select count(*)::int as rows from auth.compartment_grant g join auth.compartment c on c.id = g.compartment_id
     where c.case_id = $1 and g.desk_id <> $2`,
    [caseId, other.id],
  )
  expect(left.rows[0].rows).toBe(0)

  const listed = (await listCases(newCounselor, { view: 'unassigned' })).cases
  expect(listed).toMatchObject([{ id: caseId, canOpen: true, name: '架空 花' }])
  await assign(newSupervisor, { caseId, assigneeId: newCounselor.userId })
  const page = await showCase(newCounselor, { caseId })
  expect(page.people.map((one) => one.card?.names[0]?.given)).toEqual(['花', '空'])
  expect(page.timeline.some((one) => one.lines.some((line) => line.text === '引き継ぐ記録'))).toBe(true)
  expect(page.timeline.filter((one) => one.code === 'transferred')).toMatchObject([
    { lines: [{ text: '転居' }] },
  ])
  // Those who acted on it before are of another desk, and named all the same; so is whoever holds it now.
  expect(page.timeline.map((one) => one.by)).not.toContain(null)
  expect(new Set(page.timeline.map((one) => one.by)).size).toBeGreaterThanOrEqual(2)
  expect(page.case.assignee).not.toBeNull()
  await office.stepUp(newCounselor)
  const revealed = await revealWhereabouts(newCounselor, { caseId, placeId, reason: '学校へ連絡' })
  expect(revealed.place?.text).toBe('架空小学校')
  expect(database.alarms).toEqual([])
})

test('for the person she named the case does not exist: page, list, count, queue; and nobody tells', async () => {
  const { office, counselor, supervisor } = await hub()
  const caseId = await aCase(counselor)
  await assign(supervisor, { caseId, assigneeId: counselor.userId })
  await blockPerson(supervisor, { caseId, userId: counselor.userId, reason: '元夫の同僚' })

  const absent = await showCase(counselor, { caseId: crypto.randomUUID() }).catch((error) => error)
  const blocked = await showCase(counselor, { caseId }).catch((error) => error)
  expect([blocked.code, blocked.key, blocked.facts]).toEqual([absent.code, absent.key, absent.facts])
  const list = await listCases(counselor, { view: 'desk' })
  expect([list.cases, list.counts.desk, list.counts.mine]).toEqual([[], 0, 0])
  await expect(writeNote(counselor, { ...sent(), caseId, body: { fact: 'x' } })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(listBlocks(counselor, { caseId })).rejects.toMatchObject({ code: 'not-found' })

  const page = await showCase(supervisor, { caseId })
  expect(page.case.assigneeId).toBeNull()
  expect((await listBlocks(supervisor, { caseId })).blocks).toMatchObject([{ userId: counselor.userId }])
  await expect(
    blockPerson(supervisor, { caseId, userId: supervisor.userId, reason: '自分' }),
  ).rejects.toMatchObject({ key: 'cases_refused_block_oneself' })
  // As an intruder with injected SQL: the blocked person's session sees no block and no key either.
  const app = await database.as('yorube_app')
  await app.query('begin')
  await enterRaw(app, counselor)
  expect((await app.query('select * from auth.case_block')).rows).toEqual([])
  expect((await app.query('select * from auth.my_case_grants($1)', [caseId])).rows).toEqual([])
  await app.query('rollback')

  await liftBlock(supervisor, { caseId, userId: counselor.userId, reason: '異動した' })
  expect((await showCase(counselor, { caseId })).case.id).toBe(caseId)
  expect(office.tenantId).toBeTruthy()
})

test("a child's key is its own: another desk that is given it opens nothing of the mother", async () => {
  const { office, desk, counselor } = await hub()
  const asked = await office.desk(['desk_worker', 'desk_lead'], 'asked')
  const [clerk] = two(asked.people)
  const caseId = await aCase(counselor)
  const { id: childId } = await addPersonToCase(counselor, child(caseId))
  const { rows } = await database.superuser.query(
    'select id, compartment_id from person where case_id = $1 order by (id = $2) desc',
    [caseId, childId],
  )
  expect(new Set(rows.map((row) => row.compartment_id)).size).toBe(2)
  await shareWith(counselor, rows[0].compartment_id, desk.id, asked.id)
  const app = await database.as('yorube_app')
  await app.query('begin')
  await enterRaw(app, clerk)
  const visible = await app.query('select id from person')
  const grants = await app.query('select compartment_id from auth.my_grants($1)', [
    rows.map((row) => row.compartment_id),
  ])
  const cases = await app.query('select id from case_')
  await app.query('rollback')
  expect(visible.rows.map((row) => row.id)).toEqual([childId])
  expect(grants.rows.map((row) => row.compartment_id)).toEqual([rows[0].compartment_id])
  expect(cases.rows).toEqual([])
})

test('a place is shown only with a reason, and the act stands on the timeline and before the supervisor', async () => {
  const { office, counselor, supervisor } = await hub()
  const caseId = await aCase(counselor)
  const page = await showCase(counselor, { caseId })
  const personId = page.case.clientId
  const { id: placeId } = await recordWhereabouts(counselor, {
    ...sent(),
    caseId,
    personId,
    kind: 'present_address',
    place: { text: '架空市架空町1-1' },
  })
  expect(JSON.stringify(await showCase(counselor, { caseId }))).not.toContain('架空町')
  expect(JSON.stringify(await showPerson(counselor, { caseId, personId }))).not.toContain('架空町')
  // Asked who she is before she gives her reason, and not by the reason's form alone.
  const unconfirmed = { code: 'step-up-required' }
  await expect(prepareReveal(counselor, { caseId, placeId })).rejects.toMatchObject(unconfirmed)
  await expect(
    revealWhereabouts(counselor, { caseId, placeId, reason: '救急搬送のため' }),
  ).rejects.toMatchObject(unconfirmed)
  await office.stepUp(counselor)
  expect(await prepareReveal(counselor, { caseId, placeId })).toMatchObject({ kind: 'present_address' })
  await expect(revealWhereabouts(counselor, { caseId, placeId, reason: '' })).rejects.toMatchObject({
    fields: { reason: 'cases_error_reason_missing' },
  })
  await revealWhereabouts(counselor, { caseId, placeId, reason: '救急搬送のため' })
  const { timeline } = await showCase(counselor, { caseId })
  expect(timeline[0]).toMatchObject({
    code: 'whereabouts_revealed.present_address',
    lines: [{ text: '救急搬送のため' }],
  })
  await expect(viewersOfCase(counselor, { caseId })).rejects.toMatchObject({ code: 'forbidden' })
  const { events } = await viewersOfCase(supervisor, { caseId })
  expect(events.map((one) => [one.action, one.result])).toContainEqual(['case.reveal-whereabouts', 'ok'])
  expect(events.map((one) => [one.action, one.result])).toContainEqual(['case.viewers', 'refused'])
})

test('a face sheet has two editors: the second gets the newer revision named and overwrites nothing', async () => {
  const { counselor, supervisor } = await hub()
  const caseId = await aCase(counselor)
  const personId = (await showCase(counselor, { caseId })).case.clientId
  const { rev, card } = await showPerson(counselor, { caseId, personId })
  if (!card) throw new Error('the card did not open')
  await editPersonOfCase(supervisor, { caseId, personId, rev, card, face: { health: '喘息' } })
  await expect(
    editPersonOfCase(counselor, { caseId, personId, rev, card, face: { health: '頭痛' } }),
  ).rejects.toMatchObject({ code: 'conflict', facts: { rev: 2 } })
  expect((await showPerson(counselor, { caseId, personId })).face?.health).toBe('喘息')
})

test('closing by decision: asked, decided by another, closed with the reason; children count for the day', async () => {
  const { desk, counselor, supervisor } = await hub()
  await setCaseRules(supervisor, {
    deskId: desk.id,
    quietDays: 30,
    retentionYears: 5,
    childAge: 20,
    closingNeedsApproval: true,
  })
  const caseId = await aCase(counselor)
  await addPersonToCase(counselor, child(caseId))
  const prepared = await prepareClosing(counselor, { caseId })
  expect(prepared).toMatchObject({ retainUntil: '2045-03-31', children: 1 })
  const closing = { caseId, why: 'settled' as const, reason: '落ち着いた', retainUntil: prepared.retainUntil }
  expect(await closeCase(counselor, closing)).toEqual({ outcome: 'asked' })
  await expect(closeCase(counselor, closing)).rejects.toMatchObject({ key: 'cases_refused_asked_already' })

  const { approvals, counts } = await reviewQueue(supervisor, { queue: 'approvals' })
  expect([counts.approvals, approvals.map((one) => one.reason?.text)]).toEqual([1, ['落ち着いた']])
  const approvalId = approvals[0]?.id ?? ''
  await expect(decideApproval(counselor, { approvalId, decision: 'approve' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await decideApproval(supervisor, { approvalId, decision: 'approve' })
  await expect(decideApproval(supervisor, { approvalId, decision: 'approve' })).rejects.toMatchObject({
    key: 'cases_refused_already_decided',
  })
  const page = await showCase(counselor, { caseId })
  expect(page.case).toMatchObject({ status: 'closed', retainUntil: '2045-03-31' })
  expect(page.timeline.find((one) => one.code === 'closed.settled')?.lines).toEqual([
    { mark: 'plain', text: '落ち着いた' },
  ])
})

test('the review queue asks first for what nobody has looked at, and the look empties it', async () => {
  const { counselor, supervisor } = await hub()
  const caseId = await aCase(counselor)
  await database.superuser.query("update case_ set moved_at = now() - interval '31 days' where id = $1", [
    caseId,
  ])
  const { counts, cases } = await reviewQueue(supervisor, {})
  expect([counts.new, counts.quiet, cases.map((one) => one.id)]).toEqual([1, 1, [caseId]])
  expect((await showCase(counselor, { caseId })).asksWhatItWaitsFor).toBe(true)
  await expect(reviewQueue(counselor, {})).rejects.toMatchObject({ code: 'forbidden' })
  await reviewCase(supervisor, { caseId, nextReviewOn: '2026-01-01' })
  const after = await reviewQueue(supervisor, { queue: 'overdue-review' })
  expect([after.counts.new, after.counts['overdue-review']]).toEqual([0, 1])
})

async function shareWith(person: TestPerson, compartmentId: string, ownerDeskId: string, deskId: string) {
  const { defineUseCase } = await import('../../platform/use-case.ts')
  const { z } = await import('zod')
  const share = defineUseCase({
    name: 'test.share-child',
    permission: 'case.write',
    purpose: 'support',
    input: z.object({}),
    subject: () => ({}),
    output: z.object({}),
    async run({ keys }) {
      await keys.share(compartmentId, ownerDeskId, { deskId, notAfter: 0, basisId: crypto.randomUUID() })
      return {}
    },
    audit: () => ({}),
  })
  await share(person, {})
}
