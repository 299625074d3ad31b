import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { openLedger, seeDisclosure, setDisclosureRules, waitingDisclosures } from '../disclosures/index.ts'
import { listReleases } from '../documents/index.ts'
import { decideRequest, openRequest, printSheet } from './index.ts'
import { aNetwork, aRequest, type Network } from './testing.ts'

const database = useDatabase()
const address = [{ code: 'present_address' as const, label: '現住所', value: '架空市見本町1-2', goes: 'on' }]
const inDanger = { basis: 'within_purpose', isLifeInDanger: 'on', items: address }

async function lineOf({ counselor, caseId }: Network, requestId: string) {
  const { asker } = await openRequest(counselor, { requestId })
  const { lines } = await openLedger(counselor, { caseId })
  const line = lines.find((one) => one.id === asker?.disclosureId)
  if (!line) throw new Error('it does not stand in the ledger')
  return line
}

async function noticesFor(who: TestPerson): Promise<string[]> {
  const { rows } = await database.superuser.query('select kind from notice where user_id = $1', [who.userId])
  return rows.map((row) => row.kind)
}

test('in danger to life an address is there at once, and its manager looks by the next office day', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, manager, clerk } = network
  const requestId = await aRequest(network, inDanger)
  expect((await openRequest(clerk, { requestId })).sheet?.items[0]?.value).toBe('架空市見本町1-2')
  const line = await lineOf(network, requestId)
  expect(line).toMatchObject({ state: 'live', decision: 'afterwards', seenBy: null })
  const { rows } = await database.superuser.query(
    "select (see_by - (now() at time zone 'Asia/Tokyo')::date) as days from disclosure where id = $1",
    [line.id],
  )
  expect(rows[0].days).toBeGreaterThan(0)
  expect(await noticesFor(manager)).toEqual(['request.acted-first'])
  expect(await noticesFor(supervisor)).toEqual([])
  expect((await listReleases(manager, {})).lines).toMatchObject([
    { highestClass: 'A', secondBy: null, actedFirst: true },
  ])
  for (const who of [counselor, supervisor])
    await expect(seeDisclosure(who, { disclosureId: line.id })).rejects.toMatchObject({ code: 'forbidden' })
  await seeDisclosure(manager, { disclosureId: line.id })
  expect((await waitingDisclosures(manager, {})).unseen).toEqual([])
})

test('a body without a terminal gets its numbered sheet as soon', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network, { ...inDanger, toDeskId: network.paper.id })
  expect((await openRequest(network.counselor, { requestId })).asker?.release?.paperState).toBe('out')
  const printed = await printSheet(network.counselor, { requestId })
  expect(JSON.stringify(printed)).toContain('架空市見本町1-2')
})

test('whoever lets it out has just shown who she is, even where the desk knows of the case already', async () => {
  const network = await aNetwork(database)
  await aRequest(network)
  await network.office.stepDown(network.counselor)
  await aRequest(network)
  await expect(aRequest(network, inDanger)).rejects.toMatchObject({ code: 'step-up-required' })
  await network.office.stepUp(network.counselor)
  expect((await lineOf(network, await aRequest(network, inDanger))).state).toBe('live')
})

test('where the office is stricter it waits for a second person, from the proposal to the gate', async () => {
  const network = await aNetwork(database)
  const { manager, clerk } = network
  await setDisclosureRules(manager, {
    withConsent: 'counselor',
    withoutConsent: 'manager',
    dangerWithWhereabouts: 'second_person',
    seeWithin: 3,
    replyWithin: 3,
    rev: 0,
  })
  const requestId = await aRequest(network, inDanger)
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject({ code: 'not-found' })
  expect((await listReleases(manager, {})).lines).toEqual([])
  await decideRequest(manager, { requestId, turn: 1, answer: 'approve' })
  expect((await listReleases(manager, {})).lines).toMatchObject([{ actedFirst: false, highestClass: 'A' }])
})

test('a basis alone says no danger: without the tick an address waits', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network, { basis: 'art27_1_2_life', items: address })
  expect((await lineOf(network, requestId)).state).toBe('proposed')
})

test('what a manager did first a supervisor looks at, never she herself', async () => {
  const network = await aNetwork(database)
  const { supervisor, manager } = network
  const { id: disclosureId } = await lineOf(network, await aRequest(network, inDanger, manager))
  expect(await noticesFor(supervisor)).toEqual(['request.acted-first'])
  expect((await waitingDisclosures(manager, {})).unseen).toEqual([])
  await expect(seeDisclosure(manager, { disclosureId })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await waitingDisclosures(supervisor, {})).unseen.map((line) => line.id)).toEqual([disclosureId])
  await seeDisclosure(supervisor, { disclosureId })
  expect((await waitingDisclosures(supervisor, {})).unseen).toEqual([])
})
