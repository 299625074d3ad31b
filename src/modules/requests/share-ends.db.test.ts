import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, type TestPerson } from '../../platform/testing/office.ts'
import { blockPerson } from '../cases/testing.ts'
import { dayAfter, japanDay } from '../directory/index.ts'
import { expiringShares, openLedger, withdrawShare } from '../disclosures/index.ts'
import { listReleases } from '../documents/index.ts'
import { acceptRequest, decideRequest, listInbox, openRequest, requestStanding } from './index.ts'
import { aNetwork, aRequest, type Network } from './testing.ts'

const database = useDatabase()
const absent = { code: 'not-found' }
const withoutConsent = 'art69_2_3_public_body'

async function shareOf({ counselor }: Network, requestId: string): Promise<string> {
  const { asker } = await openRequest(counselor, { requestId })
  if (!asker) throw new Error('not the asking side')
  return asker.disclosureId
}

async function keysOf(disclosureId: string) {
  const { rows } = await database.superuser.query(
    'select desk_id, not_after::int8::float8 as not_after from auth.compartment_grant where basis_id = $1',
    [disclosureId],
  )
  return rows
}

/** Every way in that the asked desk has, and the rows as injected SQL would read them. */
async function expectShut(who: TestPerson, requestId: string): Promise<void> {
  await expect(openRequest(who, { requestId })).rejects.toMatchObject(absent)
  await expect(acceptRequest(who, { requestId, turn: 1 })).rejects.toMatchObject(absent)
  expect(await requestStanding(who, { requestId })).toEqual({ isOpen: false, turn: null })
  for (const view of ['open', 'closed'] as const)
    expect((await listInbox(who, { view })).lines.map((line) => line.id)).not.toContain(requestId)
  const app = await database.as('yorube_app')
  try {
    await app.query('begin')
    await enterRaw(app, who)
    const { rows } = await app.query(
      `select id from request where id = $1 union all select id from request_message where request_id = $1`,
      [requestId],
    )
    expect(rows).toEqual([])
  } finally {
    await app.query('rollback')
    await app.end()
  }
}

async function passTime(today: string): Promise<void> {
  const worker = await database.as('yorube_worker')
  try {
    await worker.query('select public.pass_time_on_requests($1)', [today])
  } finally {
    await worker.end()
  }
}

test('the key ends with the last day that was agreed, to the second', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network, { untilDay: '2099-03-31' })
  expect(await keysOf(await shareOf(network, requestId))).toEqual([
    { desk_id: network.asked.id, not_after: Date.parse('2099-04-01T00:00:00+09:00') / 1000 },
  ])
})

test('a share opens on its last day, nothing from the next read on, and the clock takes the key away', async () => {
  const network = await aNetwork(database)
  const { clerk } = network
  const today = japanDay(new Date())
  const ending = await aRequest(network, { untilDay: dayAfter(today, 1) })
  const going = await aRequest(network)
  const disclosureId = await shareOf(network, ending)
  await passTime(dayAfter(today, 1))
  expect((await openRequest(clerk, { requestId: ending })).sheet?.items[0]?.value).toBe('架空 花')
  await passTime(dayAfter(today, 2))
  expect(await keysOf(disclosureId)).toEqual([])
  await expectShut(clerk, ending)
  expect((await openRequest(clerk, { requestId: going })).sheet).not.toBeNull()
  // For the desk that gave it, it has ended, and stays hers to read.
  expect((await openRequest(network.counselor, { requestId: ending })).asker?.disclosureState).toBe('ended')
})

test('a share whose day has passed opens nothing though its key still lies there', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network)
  const disclosureId = await shareOf(network, requestId)
  await openRequest(network.clerk, { requestId })
  await database.superuser.query(
    'update auth.compartment_grant set not_after = extract(epoch from now())::bigint - 1 where basis_id = $1',
    [disclosureId],
  )
  await expectShut(network.clerk, requestId)
  expect(await keysOf(disclosureId)).toHaveLength(1)
})

test('a withdrawn share opens nothing for anybody of the desk; another of the same case goes on', async () => {
  const network = await aNetwork(database)
  const { counselor, clerk, lead } = network
  const [ending, going] = [await aRequest(network), await aRequest(network)]
  await openRequest(clerk, { requestId: ending })
  const disclosureId = await shareOf(network, ending)
  await withdrawShare(counselor, { disclosureId, reason: 'ご本人の希望' })
  expect(await keysOf(disclosureId)).toEqual([])
  for (const who of [clerk, lead]) await expectShut(who, ending)
  expect((await openRequest(clerk, { requestId: going })).sheet).not.toBeNull()
  await expect(withdrawShare(counselor, { disclosureId, reason: '再度' })).rejects.toMatchObject({
    key: 'disclosures_already_ended',
  })
})

test('a proposal that was sent back, or taken back, never had a key, a number or a reader, and stays so', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, manager, clerk } = network
  const sentBack = await aRequest(network, { basis: withoutConsent })
  await decideRequest(manager, { requestId: sentBack, turn: 1, answer: 'return' })
  const takenBack = await aRequest(network, { basis: withoutConsent })
  await withdrawShare(counselor, { disclosureId: await shareOf(network, takenBack), reason: '不要' })
  for (const requestId of [sentBack, takenBack]) {
    expect(await keysOf(await shareOf(network, requestId))).toEqual([])
    await expectShut(clerk, requestId)
    for (const turn of [1, 2])
      await expect(decideRequest(manager, { requestId, turn, answer: 'approve' })).rejects.toMatchObject({
        code: 'conflict',
      })
    await expectShut(clerk, requestId)
  }
  expect((await listReleases(supervisor, {})).lines).toEqual([])
})

test('only the desk that gave a share takes it back', async () => {
  const network = await aNetwork(database)
  const elsewhere = (await network.office.desk(['counselor', 'manager'])).people
  const requestId = await aRequest(network)
  const withdrawal = { disclosureId: await shareOf(network, requestId), reason: 'x' }
  await expect(withdrawShare(network.clerk, withdrawal)).rejects.toMatchObject({ code: 'forbidden' })
  for (const who of elsewhere) await expect(withdrawShare(who, withdrawal)).rejects.toMatchObject(absent)
  expect((await openRequest(network.clerk, { requestId })).state).toBe('sent')
})

async function aFullLedger(network: Network): Promise<string[]> {
  const { counselor, manager } = network
  const today = japanDay(new Date())
  const ended = await aRequest(network, { untilDay: dayAfter(today, 1) })
  await passTime(dayAfter(today, 2))
  const refused = await aRequest(network, { basis: withoutConsent })
  await decideRequest(manager, { requestId: refused, turn: 1, answer: 'return' })
  const withdrawn = await aRequest(network)
  await withdrawShare(counselor, { disclosureId: await shareOf(network, withdrawn), reason: 'ご本人の希望' })
  const live = await aRequest(network, { untilDay: dayAfter(today, 3) })
  const proposed = await aRequest(network, { basis: 'within_purpose' })
  return Promise.all([proposed, live, withdrawn, refused, ended].map((one) => shareOf(network, one)))
}

test('the ledger keeps every disclosure, whatever became of it, newest first, with who decided', async () => {
  const network = await aNetwork(database)
  const { counselor, manager, caseId } = network
  const [her, boss] = [`架空 ${counselor.login}`, `架空 ${manager.login}`]
  const newestFirst = await aFullLedger(network)
  const { lines } = await openLedger(counselor, { caseId })
  expect(lines.map((line) => line.id)).toEqual(newestFirst)
  expect(lines.map((line) => [line.state, line.madeBy, line.decidedBy, line.endedAt !== null])).toEqual([
    ['proposed', her, null, false],
    ['live', her, her, false],
    ['withdrawn', her, her, true],
    ['refused', her, boss, true],
    ['ended', her, her, true],
  ])
  for (const line of lines)
    expect([line.recipientName, line.ledger?.items.map((item) => item.label)]).toEqual([
      '保育課 窓口',
      ['氏名', '電話'],
    ])
  expect((await expiringShares(counselor, {})).lines.map((line) => line.id)).toEqual([newestFirst[1]])
})

test('nobody outside the case’s desk reads its ledger, nor whoever is blocked', async () => {
  const network = await aNetwork(database)
  const { office, counselor, supervisor, clerk, lead, caseId } = network
  const elsewhere = (await office.desk(['counselor', 'supervisor', 'manager'])).people
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  const auditor = await office.person({ tenantRole: 'auditor' })
  await aFullLedger(network)
  for (const who of [clerk, lead, admin, auditor])
    await expect(openLedger(who, { caseId })).rejects.toMatchObject({ code: 'forbidden' })
  for (const who of elsewhere) {
    await expect(openLedger(who, { caseId })).rejects.toMatchObject(absent)
    expect((await expiringShares(who, {})).lines).toEqual([])
  }
  expect((await openLedger(supervisor, { caseId })).lines).toHaveLength(5)
  await blockPerson(counselor, { caseId, userId: supervisor.userId, reason: '相手方の親族' })
  await expect(openLedger(supervisor, { caseId })).rejects.toMatchObject(absent)
  expect((await expiringShares(supervisor, {})).lines).toEqual([])
})
