import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { registerClosingSource } from '../cases/index.ts'
import {
  aConsultationIn,
  closeCase,
  decideApproval,
  prepareClosing,
  registerCaseSources,
  reopenCase,
  reviewQueue,
  setCaseRules,
  showCase,
} from '../cases/testing.ts'
import { openLedger, sharesAtClosing, withdrawShare } from '../disclosures/index.ts'
import { papersAtClosing } from '../documents/index.ts'
import {
  decideRequest,
  finishRequest,
  listOwnActs,
  openRequest,
  recordAct,
  requestsAtClosing,
} from './index.ts'
import { aNetwork, aRequest, type Network } from './testing.ts'

const database = useDatabase()

beforeAll(() => {
  registerCaseSources()
  for (const source of [requestsAtClosing, sharesAtClosing, papersAtClosing]) registerClosingSource(source)
})

const closing = ({ caseId }: Network) => ({
  caseId,
  why: 'settled' as const,
  reason: '生活が落ち着いた',
  retainUntil: '2060-01-01',
})
const openReason = '電話で断りを入れた'

async function keysOf(requestId: string): Promise<string[]> {
  const { rows } = await database.superuser.query(
    `select g.desk_id from auth.compartment_grant g join request r
       on r.tenant_id = g.tenant_id and r.compartment_id = g.compartment_id where r.id = $1`,
    [requestId],
  )
  return rows.map((row) => row.desk_id)
}

async function finished(network: Network): Promise<string> {
  const requestId = await aRequest(network)
  await recordAct(network.clerk, {
    submissionId: crypto.randomUUID(),
    requestId,
    day: '2026-01-05',
    title: '入園申込みを受理',
    text: '申込書を受け取った。',
  })
  await database.superuser.query("update request set state = 'answered' where id = $1", [requestId])
  const { turn } = await openRequest(network.counselor, { requestId })
  await finishRequest(network.counselor, { requestId, turn })
  return requestId
}

test('what is still open stands on the closing page, with the way to it', async () => {
  const network = await aNetwork(database)
  const { counselor, caseId, paper } = network
  const request = await aRequest(network)
  const sheet = await aRequest(network, { toDeskId: paper.id })
  const consultation = await aConsultationIn(counselor, caseId, { day: 'R8.11.1' })
  const { stillOpen, needsOpenReason } = await prepareClosing(counselor, { caseId })
  expect(needsOpenReason).toBe(true)
  expect(stillOpen.map(({ kind, href }) => `${kind} ${href}`).sort()).toEqual(
    [
      `consultation /consultations/${consultation}`,
      `paper /requests/${sheet}`,
      `request /requests/${request}`,
      `request /requests/${sheet}`,
      `share /cases/${caseId}/ledger`,
      `share /cases/${caseId}/ledger`,
    ].sort(),
  )
  expect(stillOpen.find((one) => one.href === `/requests/${request}`)?.title).toBe('入園の手続き')
})

test('a case does not close over an open request or an unread record without a word why', async () => {
  const network = await aNetwork(database)
  const { counselor, clerk, caseId } = network
  const requestId = await aRequest(network)
  await expect(closeCase(counselor, closing(network))).rejects.toMatchObject({
    fields: { openReason: 'cases_error_open_reason' },
  })
  expect((await openRequest(clerk, { requestId })).state).toBe('sent')
  await closeCase(counselor, { ...closing(network), openReason })
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject({ code: 'not-found' })
  expect((await openRequest(counselor, { requestId })).state).toBe('withdrawn')
  const page = await showCase(counselor, { caseId })
  const words = page.timeline.find((one) => one.code === 'closed.settled')?.lines[0]?.text
  expect(words).toContain('生活が落ち着いた')
  expect(words).toContain(openReason)

  const other = await aNetwork(database)
  await aConsultationIn(other.counselor, other.caseId, { day: 'R8.11.1' })
  await expect(closeCase(other.counselor, closing(other))).rejects.toMatchObject({
    fields: { openReason: 'cases_error_open_reason' },
  })
})

test('a live share ends with the case, at once and for good; the official act stays with both', async () => {
  const network = await aNetwork(database)
  const { counselor, clerk, hub, caseId } = network
  const requestId = await finished(network)
  const proposed = await aRequest(network, { basis: 'within_purpose' })
  expect(await keysOf(requestId)).toContain(network.asked.id)
  await closeCase(counselor, { ...closing(network), openReason })
  expect([await keysOf(requestId), await keysOf(proposed)]).toEqual([[hub.id], [hub.id]])
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject({ code: 'not-found' })
  const { lines } = await openLedger(counselor, { caseId })
  expect(lines.map((line) => [line.state, line.endedWithCase, line.ending])).toEqual([
    ['withdrawn', true, null],
    ['withdrawn', true, null],
  ])
  expect((await listOwnActs(clerk, {})).acts.map((act) => act.act?.title)).toEqual(['入園申込みを受理'])
  const { rows } = await database.superuser.query(
    "select count(*)::int as told from notice where desk_id = $1 and kind = 'request.withdrawn'",
    [network.asked.id],
  )
  expect(rows[0].told).toBe(1)
  await reopenCase(counselor, { caseId, reason: '再び相談があった' })
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject({ code: 'not-found' })
  await expect(
    decideRequest(network.manager, { requestId: proposed, turn: 2, answer: 'approve' }),
  ).rejects.toMatchObject({ code: 'conflict' })
})

test('asked for and approved, the reason why it ends is the one that was chosen', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, manager, hub, caseId } = network
  const rules = { deskId: hub.id, quietDays: 30, retentionYears: 5, childAge: 20, closingNeedsApproval: true }
  await setCaseRules(supervisor, rules)
  expect(await closeCase(counselor, { ...closing(network), why: 'moved_away' })).toEqual({ outcome: 'asked' })
  const requestId = await aRequest(network)
  const [asked] = (await reviewQueue(supervisor, { queue: 'approvals' })).approvals
  expect(asked).toMatchObject({ kind: 'closing', code: 'moved_away' })
  const decision = { approvalId: asked?.id ?? '', decision: 'approve' as const }
  // Since it was asked for, a request has gone out.
  await expect(decideApproval(manager, decision)).rejects.toMatchObject({
    key: 'cases_refused_open_since',
  })
  const { asker } = await openRequest(counselor, { requestId })
  await withdrawShare(counselor, { disclosureId: asker?.disclosureId ?? '', reason: '終結のため' })
  await decideApproval(manager, decision)
  const page = await showCase(counselor, { caseId })
  expect(page.case.status).toBe('closed')
  expect(page.timeline.map((one) => one.code)).toContain('closed.moved_away')
})

test('nothing begins on a case while it is being closed', async () => {
  const network = await aNetwork(database)
  const { counselor, caseId } = network
  const [closed, sent] = await Promise.allSettled([
    closeCase(counselor, { ...closing(network), openReason }),
    aRequest(network),
  ])
  expect(closed.status).toBe('fulfilled')
  // Whichever was first: no desk holds a key of a closed case.
  const { rows } = await database.superuser.query(
    "select count(*)::int as live from disclosure where case_id = $1 and state in ('live', 'proposed')",
    [caseId],
  )
  expect(rows[0].live).toBe(0)
  if (sent.status === 'fulfilled') expect(await keysOf(sent.value)).toEqual([network.hub.id])
})

test('why a share was ended stands in the ledger, sealed', async () => {
  const network = await aNetwork(database)
  const { counselor, caseId } = network
  const requestId = await aRequest(network)
  const { asker } = await openRequest(counselor, { requestId })
  await withdrawShare(counselor, { disclosureId: asker?.disclosureId ?? '', reason: 'ご本人が取り下げた' })
  const { lines } = await openLedger(counselor, { caseId })
  expect(lines).toMatchObject([{ state: 'withdrawn', ending: 'ご本人が取り下げた', endedWithCase: false }])
  const { rows } = await database.superuser.query('select ending from disclosure where case_id = $1', [
    caseId,
  ])
  expect(Buffer.from(rows[0].ending).toString('utf8')).not.toContain('取り下げた')
})
