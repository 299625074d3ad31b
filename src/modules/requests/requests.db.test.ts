import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw } from '../../platform/testing/office.ts'
import { waitingDisclosures, withdrawShare } from '../disclosures/index.ts'
import {
  acceptRequest,
  answerRequest,
  askBack,
  declineRequest,
  finishRequest,
  replyToDesk,
} from './answer-request.ts'
import { decideRequest } from './decide-request.ts'
import { listInbox } from './list-requests.ts'
import { openRequest, requestStanding } from './open-request.ts'
import { prepareRequest } from './prepare-request.ts'
import { listOwnActs, recordAct } from './record-act.ts'
import { aNetwork, aRequest } from './testing.ts'

const database = useDatabase()
const absent = { code: 'not-found' }

async function disclosureOf(requestId: string): Promise<string> {
  const { rows } = await database.superuser.query('select disclosure_id from request where id = $1', [
    requestId,
  ])
  return rows[0].disclosure_id
}

test('the asked desk opens exactly the items and nothing else of the case, and the loop closes', async () => {
  const network = await aNetwork(database)
  const { counselor, clerk, caseId } = network
  const form = await prepareRequest(counselor, { caseId })
  expect(form.items.find((item) => item.code === 'name')?.value).toBe('架空 花')
  expect(form.items.filter((item) => item.isWhereabouts).every((item) => item.value === '')).toBe(true)

  const requestId = await aRequest(network)
  const [line] = (await listInbox(clerk, {})).lines
  expect(line).toMatchObject({ id: requestId, title: '入園の手続き', state: 'sent', side: 'asked' })

  const seen = await openRequest(clerk, { requestId })
  expect(seen.sheet?.items.map((item) => [item.code, item.value])).toEqual([
    ['name', '架空 花'],
    ['phone', '090-0000-1234'],
  ])
  expect(seen.asker).toBeNull()
  expect(JSON.stringify(seen)).not.toContain(caseId)
  expect(JSON.stringify(seen)).not.toContain('静かに')

  await acceptRequest(clerk, { requestId, turn: 1 })
  await askBack(clerk, { requestId, turn: 2, text: '何歳児クラスですか' })
  await replyToDesk(counselor, { requestId, turn: 3, text: '3歳児です' })
  await answerRequest(clerk, { requestId, turn: 4, text: '空きがあります' })
  const answered = await openRequest(counselor, { requestId })
  expect(answered).toMatchObject({ state: 'answered', asker: { caseId } })
  expect(answered.messages.map((message) => message.words?.text)).toEqual([
    '',
    '何歳児クラスですか',
    '3歳児です',
    '空きがあります',
  ])
  await finishRequest(counselor, { requestId, turn: 5 })
  expect((await listInbox(clerk, {})).lines).toEqual([])
  expect((await listInbox(clerk, { view: 'closed' })).lines).toHaveLength(1)
})

test('whoever has the asked desk’s database session learns no case, and cannot join two requests', async () => {
  const network = await aNetwork(database)
  const first = await aRequest(network, { items: [{ code: 'free', label: '', value: '一件目', goes: 'on' }] })
  const second = await aRequest(network, {
    items: [{ code: 'free', label: '', value: '二件目', goes: 'on' }],
  })
  const app = await database.as('yorube_app')
  try {
    await app.query('begin')
    await enterRaw(app, network.clerk)
    expect((await app.query('select id from request order by id')).rows.map((row) => row.id)).toEqual(
      [first, second].sort(),
    )
    const shared = await app.query(
      'select disclosure_id as id from request union all select compartment_id from request',
    )
    expect(new Set(shared.rows.map((row) => row.id)).size).toBe(4)
    for (const table of ['request_case', 'disclosure', 'release', 'release_order', 'case_', 'person'])
      expect([table, (await app.query(`select * from ${table}`)).rows]).toEqual([table, []])
    await app.query('savepoint s')
    await expect(app.query('select case_id from auth.compartment')).rejects.toThrow(/permission denied/)
    await app.query('rollback to s')
    const rewritten = app.query("update request set sheet = '\\x00'")
    await expect(rewritten).rejects.toThrow(/permission denied/)
  } finally {
    await app.query('rollback')
    await app.end()
  }
})

test('another desk finds nothing, and the record says absent; the case knows who looked', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network)
  await expect(openRequest(network.stranger, { requestId })).rejects.toMatchObject(absent)
  expect((await listInbox(network.stranger, {})).lines).toEqual([])
  await openRequest(network.clerk, { requestId })
  const { rows } = await database.superuser.query(
    "select actor_id, result, case_id from audit.event where action = 'request.open' and object_id = $1 order by seq",
    [requestId],
  )
  expect(rows).toEqual([
    { actor_id: network.stranger.userId, result: 'absent', case_id: network.caseId },
    { actor_id: network.clerk.userId, result: 'ok', case_id: network.caseId },
  ])
})

test('a clerk cannot send, and a counsellor cannot decide', async () => {
  const network = await aNetwork(database)
  await expect(aRequest(network, {}, network.clerk)).rejects.toMatchObject({ code: 'forbidden' })
  const requestId = await aRequest(network, { basis: 'within_purpose' })
  await expect(
    decideRequest(network.counselor, { requestId, turn: 1, answer: 'approve' }),
  ).rejects.toMatchObject({ code: 'forbidden' })
})

test('without consent the sheet is out of reach until the manager has decided', async () => {
  const network = await aNetwork(database)
  const { clerk, manager, supervisor } = network
  const requestId = await aRequest(network, { basis: 'art69_2_3_public_body' })
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject(absent)
  expect((await listInbox(clerk, {})).lines).toEqual([])
  expect((await waitingDisclosures(manager, {})).proposed).toHaveLength(1)

  await decideRequest(manager, { requestId, turn: 1, answer: 'approve' })
  expect((await openRequest(clerk, { requestId })).sheet?.title).toBe('入園の手続き')

  const refused = await aRequest(network, { basis: 'art69_2_3_public_body' })
  await decideRequest(supervisor, {
    requestId: refused,
    turn: 1,
    answer: 'return',
    comment: '同意を確かめて',
  })
  await expect(openRequest(clerk, { requestId: refused })).rejects.toMatchObject(absent)
  expect((await openRequest(network.counselor, { requestId: refused })).state).toBe('not_approved')
})

test('a decision in the manager’s stead, and an act in danger to life, wait to be seen by the manager', async () => {
  const network = await aNetwork(database)
  const inStead = await aRequest(network, { basis: 'within_purpose' })
  await decideRequest(network.supervisor, {
    requestId: inStead,
    turn: 1,
    answer: 'approve',
    steadGround: 'absent',
  })
  const urgent = await aRequest(network, { basis: 'art27_1_2_life', isUrgent: 'on' })
  expect((await openRequest(network.clerk, { requestId: urgent })).isUrgent).toBe(true)
  const { unseen } = await waitingDisclosures(network.manager, {})
  expect(unseen.map((line) => line.decision).sort()).toEqual(['afterwards', 'in_stead'])
  expect((await waitingDisclosures(network.supervisor, {})).unseen).toEqual([])
})

test('withdrawn: gone for the asked desk at once, and its official act stays with both', async () => {
  const network = await aNetwork(database)
  const { counselor, clerk } = network
  const requestId = await aRequest(network)
  await recordAct(clerk, {
    submissionId: crypto.randomUUID(),
    requestId,
    day: '2026-01-05',
    title: '入園申込みを受理',
    text: '申込書を受け取り、控えを渡した。',
  })
  await withdrawShare(counselor, { disclosureId: await disclosureOf(requestId), reason: 'ご本人の希望' })

  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject(absent)
  await expect(acceptRequest(clerk, { requestId, turn: 1 })).rejects.toMatchObject(absent)
  expect(await requestStanding(clerk, { requestId })).toEqual({ isOpen: false, turn: null })
  expect((await listOwnActs(clerk, {})).acts.map((act) => act.act?.title)).toEqual(['入園申込みを受理'])
  const mine = await openRequest(counselor, { requestId })
  expect(mine).toMatchObject({ state: 'withdrawn', asker: { disclosureState: 'withdrawn' } })
  expect(mine.acts.map((act) => act.act?.title)).toEqual(['入園申込みを受理'])
  const { rows } = await database.superuser.query(
    'select desk_id from auth.compartment_grant g join request r on r.compartment_id = g.compartment_id where r.id = $1',
    [requestId],
  )
  expect(rows).toEqual([{ desk_id: network.hub.id }])
})

test('for a blocked clerk neither the request nor her own desk’s act exists; her colleague sees both', async () => {
  const network = await aNetwork(database)
  const { clerk, secondClerk } = network
  const requestId = await aRequest(network)
  await recordAct(secondClerk, {
    submissionId: crypto.randomUUID(),
    requestId,
    day: '2026-01-05',
    title: '受理',
    text: '受け取った',
  })
  await database.superuser.query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    [network.office.tenantId, network.caseId, clerk.userId, network.counselor.userId],
  )
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject(absent)
  expect((await listInbox(clerk, {})).lines).toEqual([])
  expect((await listOwnActs(clerk, {})).acts).toEqual([])
  expect((await openRequest(secondClerk, { requestId })).acts).toHaveLength(1)
})

test('after the last day nothing opens, and the clock marks what nobody answered', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network)
  await database.superuser.query(
    'update auth.compartment_grant set not_after = extract(epoch from now())::bigint - 1 where basis_id = $1',
    [await disclosureOf(requestId)],
  )
  await expect(openRequest(network.clerk, { requestId })).rejects.toMatchObject(absent)

  const late = await aRequest(network)
  const worker = await database.as('yorube_worker')
  try {
    await worker.query("select * from public.pass_time_on_requests('2099-01-01')")
    await expect(worker.query('select * from request')).rejects.toThrow(/permission denied/)
  } finally {
    await worker.end()
  }
  await expect(openRequest(network.clerk, { requestId: late })).rejects.toMatchObject(absent)
  const marked = await database.superuser.query('select escalated_at from request where id = $1', [late])
  expect(marked.rows[0].escalated_at).not.toBeNull()
  const { rows } = await database.superuser.query(
    'select count(*)::int as left from auth.compartment_grant g join request r on r.compartment_id = g.compartment_id where g.desk_id = r.to_desk_id',
  )
  expect(rows).toEqual([{ left: 0 }])
})

test('two clerks at once: the second is told, and nothing is lost', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network)
  await acceptRequest(network.clerk, { requestId, turn: 1 })
  await expect(
    declineRequest(network.secondClerk, { requestId, turn: 1, text: '定員に達しています' }),
  ).rejects.toMatchObject({ code: 'conflict', facts: { turn: 2 } })
  expect((await openRequest(network.secondClerk, { requestId })).state).toBe('accepted')
})

test('the cover of an absent clerk finds her request as her own', async () => {
  const network = await aNetwork(database)
  const { clerk, secondClerk, asked, office } = network
  const requestId = await aRequest(network)
  await acceptRequest(clerk, { requestId, turn: 1 })
  expect((await listInbox(secondClerk, {})).lines[0]?.isMine).toBe(false)
  const duty =
    "insert into duty (tenant_id, id, desk_id, user_id, day, kind, covers_user_id) values ($1, gen_random_uuid(), $2, $3, (now() at time zone 'Asia/Tokyo')::date, $4, $5)"
  await database.superuser.query(duty, [office.tenantId, asked.id, clerk.userId, 'absent', null])
  await database.superuser.query(duty, [office.tenantId, asked.id, secondClerk.userId, 'cover', clerk.userId])
  expect((await listInbox(secondClerk, {})).lines[0]).toMatchObject({
    isMine: true,
    coversFor: expect.any(String),
  })
})
