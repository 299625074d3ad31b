import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { openLedger, seeDisclosure, waitingDisclosures, withdrawShare } from '../disclosures/index.ts'
import { decideRequest, listInbox, openRequest } from './index.ts'
import { aNetwork, aRequest, type Network } from './testing.ts'

const database = useDatabase()
const absent = { code: 'not-found' }
const withoutConsent = 'art69_2_3_public_body'

async function lineOf({ counselor, caseId }: Network, requestId: string) {
  const { asker } = await openRequest(counselor, { requestId })
  const { lines } = await openLedger(counselor, { caseId })
  const line = lines.find((one) => one.id === asker?.disclosureId)
  if (!line) throw new Error('it does not stand in the ledger')
  return line
}

async function isWithin(who: TestPerson, requestId: string): Promise<boolean> {
  return (await listInbox(who, {})).lines.some((line) => line.id === requestId)
}

/** Whose desks hold the key of the sheet. */
async function holdersOf(requestId: string): Promise<string[]> {
  const { rows } = await database.superuser.query(
    `select g.desk_id from auth.compartment_grant g join request r
       on r.tenant_id = g.tenant_id and r.compartment_id = g.compartment_id where r.id = $1`,
    [requestId],
  )
  return rows.map((row) => row.desk_id).sort()
}

test.each([
  ['consent_oral', 'counselor', { state: 'live', decision: 'counselor' }],
  ['consent_written', 'supervisor', { state: 'live', decision: 'counselor' }],
  ['consent_oral', 'manager', { state: 'live', decision: 'manager' }],
  ['within_purpose', 'counselor', { state: 'proposed', decision: null }],
  [withoutConsent, 'supervisor', { state: 'proposed', decision: null }],
  [withoutConsent, 'manager', { state: 'live', decision: 'manager' }],
  ['art27_1_2_life', 'counselor', { state: 'live', decision: 'afterwards' }],
] as const)('with %s the %s gets: %o', async (basis, role, expected) => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network, { basis }, network[role])
  const line = await lineOf(network, requestId)
  expect(line).toMatchObject(expected)
  const isLive = expected.state === 'live'
  expect(line.decidedBy).toBe(isLive ? `架空 ${network[role].login}` : null)
  // What a manager decides is nobody's to look at afterwards; what waits is looked at when it is decided.
  expect(line.seeBy !== null).toBe(isLive && expected.decision !== 'manager')
  expect(await isWithin(network.clerk, requestId)).toBe(isLive)
  const { hub, asked } = network
  expect(await holdersOf(requestId)).toEqual((isLive ? [hub.id, asked.id] : [hub.id]).sort())
})

test('danger to life needs no consent and no wait, and only a manager who did not act sees it afterwards', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, manager } = network
  const urgent = { basis: withoutConsent, isLifeInDanger: 'on' }
  const hers = await lineOf(network, await aRequest(network, urgent, counselor))
  const own = await lineOf(network, await aRequest(network, urgent, manager))
  expect([hers.decision, own.decision]).toEqual(['afterwards', 'afterwards'])
  for (const who of [counselor, supervisor])
    await expect(seeDisclosure(who, { disclosureId: hers.id })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await waitingDisclosures(manager, {})).unseen.map((line) => line.id)).toEqual([hers.id])
  await expect(seeDisclosure(manager, { disclosureId: own.id })).rejects.toMatchObject({
    key: 'disclosures_not_yours_to_see',
  })
  await seeDisclosure(manager, { disclosureId: hers.id })
})

test('a supervisor does not look at her own act in place of somebody else', async () => {
  const network = await aNetwork(database)
  const { supervisor, manager } = network
  const { id: disclosureId } = await lineOf(network, await aRequest(network, {}, supervisor))
  expect((await waitingDisclosures(supervisor, {})).unseen).toEqual([])
  await expect(seeDisclosure(supervisor, { disclosureId })).rejects.toMatchObject({
    key: 'disclosures_not_yours_to_see',
  })
  const { unseen } = await waitingDisclosures(manager, {})
  expect(unseen).toMatchObject([{ id: disclosureId, seenBy: null }])
  await seeDisclosure(manager, { disclosureId })
})

test('whoever proposed it does not say yes to it in the manager’s stead', async () => {
  const network = await aNetwork(database)
  const { supervisor, manager, clerk, hub } = network
  const requestId = await aRequest(network, { basis: withoutConsent }, supervisor)
  const yes = { requestId, turn: 1, answer: 'approve' as const }
  expect((await openRequest(supervisor, { requestId })).asker?.mayDecide).toBe(false)
  for (const answer of ['approve', 'return'] as const)
    await expect(decideRequest(supervisor, { ...yes, answer })).rejects.toMatchObject({
      code: 'refused',
      key: 'disclosures_own_proposal',
    })
  expect(await isWithin(clerk, requestId)).toBe(false)
  expect(await holdersOf(requestId)).toEqual([hub.id])
  expect((await openRequest(manager, { requestId })).asker?.mayDecide).toBe(true)
  await decideRequest(manager, yes)
  expect(await isWithin(clerk, requestId)).toBe(true)
})

test('a manager of another hub neither decides nor sees what is not hers', async () => {
  const network = await aNetwork(database)
  const elsewhere = (await network.office.desk(['manager'])).people[0] as TestPerson
  await network.office.stepUp(elsewhere)
  const requestId = await aRequest(network, { basis: withoutConsent })
  const urgent = await lineOf(network, await aRequest(network, { basis: 'art27_1_2_life' }))
  await expect(decideRequest(elsewhere, { requestId, turn: 1, answer: 'approve' })).rejects.toMatchObject(
    absent,
  )
  await expect(seeDisclosure(elsewhere, { disclosureId: urgent.id })).rejects.toMatchObject(absent)
  expect(await waitingDisclosures(elsewhere, {})).toEqual({ proposed: [], unseen: [] })
  expect((await lineOf(network, requestId)).state).toBe('proposed')
})

test('a proposal that is withdrawn while the manager says yes leaves no key behind', async () => {
  const network = await aNetwork(database)
  const { counselor, manager, clerk, hub } = network
  const requestId = await aRequest(network, { basis: withoutConsent })
  const { id: disclosureId } = await lineOf(network, requestId)
  const { superuser } = database
  await superuser.query('begin')
  await superuser.query('select 1 from disclosure where id = $1 for update', [disclosureId])
  const approved = decideRequest(manager, { requestId, turn: 1, answer: 'approve' })
  await whoWait(1)
  const withdrawn = withdrawShare(counselor, { disclosureId, reason: 'ご本人の希望' })
  await whoWait(2)
  await superuser.query('commit')
  await Promise.all([approved, withdrawn])
  expect((await lineOf(network, requestId)).state).toBe('withdrawn')
  expect(await holdersOf(requestId)).toEqual([hub.id])
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject(absent)
})

/** Until so many transactions of this database stand before somebody else's lock. */
async function whoWait(count: number): Promise<void> {
  await expect
    .poll(
      async () => {
        // Within a transaction the same moment would be seen again and again.
        await database.superuser.query('select pg_stat_clear_snapshot()')
        const { rows } = await database.superuser.query(
          "select count(*)::int as waiting from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'",
          [database.name],
        )
        return rows[0].waiting
      },
      { timeout: 5_000 },
    )
    .toBe(count)
}
