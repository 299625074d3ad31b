import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { registerWaitingElsewhere, reviewQueue } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import { decisionsWaiting, openLedger, seeDisclosure } from '../disclosures/index.ts'
import { decideRequest, openRequest } from './index.ts'
import { aNetwork, aRequest, type Network } from './testing.ts'

const database = useDatabase()
const withoutConsent = 'art69_2_3_public_body'
const address = [{ code: 'present_address' as const, label: '現住所', value: '架空市見本町1-2', goes: 'on' }]

registerWaitingElsewhere('/requests/decisions', decisionsWaiting)

async function managerIsAway({ office, hub, manager }: Network): Promise<void> {
  await database.superuser.query(
    "insert into duty (tenant_id, id, desk_id, user_id, day, kind) values ($1, gen_random_uuid(), $2, $3, $4, 'absent')",
    [office.tenantId, hub.id, manager.userId, japanDay(new Date())],
  )
}

async function waitingFor(who: Parameters<typeof reviewQueue>[0]): Promise<number> {
  return (await reviewQueue(who, {})).elsewhere[0]?.count ?? -1
}

test('a supervisor says why she does not wait for a manager who is there, and it stays on record', async () => {
  const network = await aNetwork(database)
  const { supervisor, manager, caseId } = network
  const requestId = await aRequest(network, { basis: withoutConsent })
  const seen = await openRequest(supervisor, { requestId })
  expect(seen.asker).toMatchObject({ wouldDecide: 'in_stead', stead: { isManagerAway: false } })
  const yes = { requestId, turn: 1, answer: 'approve' as const }
  await expect(decideRequest(supervisor, yes)).rejects.toMatchObject({
    code: 'invalid',
    fields: { steadGround: 'requests_stead_ground_needed' },
  })
  await decideRequest(supervisor, { ...yes, steadGround: 'unreachable' })
  const { lines } = await openLedger(manager, { caseId })
  expect(lines).toMatchObject([
    { decision: 'in_stead', steadGround: 'unreachable', seeBy: seen.asker?.stead?.seeBy },
  ])
})

test('where the roster says that she is away nobody has to say it; sending back needs no reason either', async () => {
  const network = await aNetwork(database)
  await managerIsAway(network)
  const { supervisor, manager, caseId } = network
  const first = await aRequest(network, { basis: withoutConsent })
  expect((await openRequest(supervisor, { requestId: first })).asker?.stead?.isManagerAway).toBe(true)
  await decideRequest(supervisor, { requestId: first, turn: 1, answer: 'approve' })
  const second = await aRequest(network, { basis: withoutConsent })
  await decideRequest(supervisor, { requestId: second, turn: 1, answer: 'return' })
  const { lines } = await openLedger(manager, { caseId })
  expect(lines.map((line) => line.steadGround)).toEqual([null, 'roster'])
})

test('a manager decides in her own right and is asked for no reason', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network, { basis: withoutConsent })
  expect((await openRequest(network.manager, { requestId })).asker).toMatchObject({
    wouldDecide: 'manager',
    stead: null,
  })
  await decideRequest(network.manager, { requestId, turn: 1, answer: 'approve' })
})

test('whereabouts that the manager proposed need a second person, not a look of her own afterwards', async () => {
  const network = await aNetwork(database)
  const { supervisor, manager, caseId } = network
  const requestId = await aRequest(network, { items: address }, manager)
  expect((await openRequest(manager, { requestId })).asker?.mayDecide).toBe(false)
  const asker = (await openRequest(supervisor, { requestId })).asker
  expect(asker).toMatchObject({ wouldDecide: 'second', stead: null })
  await decideRequest(supervisor, { requestId, turn: 1, answer: 'approve' })
  const { lines } = await openLedger(supervisor, { caseId })
  expect(lines).toMatchObject([{ state: 'live', decision: 'second', seeBy: null }])
  await expect(seeDisclosure(manager, { disclosureId: asker?.disclosureId ?? '' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('what she proposed herself is not counted among what waits for her', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, manager } = network
  await aRequest(network, { basis: withoutConsent }, supervisor)
  expect([await waitingFor(supervisor), await waitingFor(manager)]).toEqual([0, 1])
  await aRequest(network, { basis: withoutConsent }, counselor)
  expect([await waitingFor(supervisor), await waitingFor(manager)]).toEqual([1, 2])
  await aRequest(network, { items: address }, manager)
  expect([await waitingFor(supervisor), await waitingFor(manager)]).toEqual([2, 2])
})
