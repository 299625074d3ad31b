import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { seeDisclosure, setDisclosureRules, waitingDisclosures } from '../disclosures/index.ts'
import { decideRequest, openRequest } from './index.ts'
import { aNetwork, aRequest } from './testing.ts'

const database = useDatabase()

async function theOnlyUnseen(who: Parameters<typeof waitingDisclosures>[0]): Promise<string> {
  const { unseen } = await waitingDisclosures(who, {})
  expect(unseen).toHaveLength(1)
  return unseen[0]?.id ?? ''
}

test('what a counsellor sent with consent a supervisor looks at afterwards, once, and it is on the record', async () => {
  const network = await aNetwork(database)
  await aRequest(network)
  const disclosureId = await theOnlyUnseen(network.supervisor)
  await expect(seeDisclosure(network.counselor, { disclosureId })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(seeDisclosure(network.clerk, { disclosureId })).rejects.toMatchObject({ code: 'forbidden' })

  await seeDisclosure(network.supervisor, { disclosureId })
  expect((await waitingDisclosures(network.supervisor, {})).unseen).toEqual([])
  await expect(seeDisclosure(network.manager, { disclosureId })).rejects.toMatchObject({
    code: 'conflict',
    key: 'disclosures_already_seen',
  })
  const { rows } = await database.superuser.query(
    "select result, case_id from audit.event where action = 'disclosure.see' and object_id = $1 order by seq",
    [disclosureId],
  )
  expect(rows.map((row) => row.result)).toEqual(['refused', 'refused', 'ok', 'failed'])
  expect(rows[2]?.case_id).toBe(network.caseId)
})

test('what a supervisor decided in the manager’s stead only the manager sees afterwards', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network, { basis: 'art69_2_3_public_body' })
  const { turn } = await openRequest(network.supervisor, { requestId })
  await decideRequest(network.supervisor, { requestId, turn, answer: 'approve', steadGround: 'unreachable' })
  expect((await waitingDisclosures(network.supervisor, {})).unseen).toEqual([])
  const disclosureId = await theOnlyUnseen(network.manager)
  await expect(seeDisclosure(network.supervisor, { disclosureId })).rejects.toMatchObject({
    key: 'disclosures_not_yours_to_see',
  })
  await seeDisclosure(network.manager, { disclosureId })
  expect((await waitingDisclosures(network.manager, {})).unseen).toEqual([])
})

test('once the manager wants to decide herself, the same request waits for her', async () => {
  const network = await aNetwork(database)
  await setDisclosureRules(network.manager, {
    withConsent: 'manager',
    withoutConsent: 'manager',
    dangerWithWhereabouts: 'act_first',
    seeWithin: 3,
    replyWithin: 3,
    rev: 0,
  })
  await aRequest(network)
  expect((await waitingDisclosures(network.manager, {})).proposed).toHaveLength(1)
})
