import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { withdrawShare } from '../disclosures/index.ts'
import { decideRequest, openRequest, prepareRequest } from './index.ts'
import { aNetwork, aRequest, type Network } from './testing.ts'

const database = useDatabase()
const unconfirmed = { code: 'step-up-required' }

async function isFirst({ counselor, caseId }: Network, deskId: string) {
  const { desks } = await prepareRequest(counselor, { caseId })
  return desks.find((desk) => desk.deskId === deskId)?.isFirst
}

test('the first thing a desk hears of a case takes a fresh confirmation; the second does not', async () => {
  const network = await aNetwork(database)
  const { office, counselor, asked, other } = network
  await office.stepDown(counselor)
  expect(await isFirst(network, asked.id)).toBe(true)
  await expect(aRequest(network)).rejects.toMatchObject(unconfirmed)
  // Not even in danger to life: a stolen open screen would say so, too.
  await expect(
    aRequest(network, { basis: 'art69_2_3_public_body', isLifeInDanger: 'on' }),
  ).rejects.toMatchObject(unconfirmed)
  await office.stepUp(counselor)
  const requestId = await aRequest(network)
  await office.stepDown(counselor)
  expect([await isFirst(network, asked.id), await isFirst(network, other.id)]).toEqual([false, true])
  await aRequest(network)
  await expect(aRequest(network, { toDeskId: other.id })).rejects.toMatchObject(unconfirmed)

  // What was withdrawn was known all the same.
  const { asker } = await openRequest(counselor, { requestId })
  await withdrawShare(counselor, { disclosureId: asker?.disclosureId ?? '', reason: 'ご本人の希望' })
  await aRequest(network)
  const { rows } = await database.superuser.query(
    "select count(*)::int as failed from audit.event where tenant_id = $1 and action = 'request.send' and result = 'failed'",
    [office.tenantId],
  )
  expect(rows[0].failed).toBe(3)
})

test('where somebody above decides, it is she who confirms; a proposal gives nothing yet', async () => {
  const network = await aNetwork(database)
  const { office, counselor, manager, clerk } = network
  for (const person of [counselor, manager]) await office.stepDown(person)
  const requestId = await aRequest(network, { basis: 'art69_2_3_public_body' })
  const seen = await openRequest(manager, { requestId })
  expect(seen.asker).toMatchObject({ mayDecide: true, mustConfirm: true })
  const yes = { requestId, turn: seen.turn, answer: 'approve' as const }
  await expect(decideRequest(manager, yes)).rejects.toMatchObject(unconfirmed)
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject({ code: 'not-found' })
  await office.stepUp(manager)
  expect((await openRequest(manager, { requestId })).asker?.mustConfirm).toBe(false)
  await decideRequest(manager, yes)
  expect((await openRequest(clerk, { requestId })).state).toBe('sent')
})

test('to send a proposal back gives nobody anything and asks for nothing', async () => {
  const network = await aNetwork(database)
  const { office, counselor, manager } = network
  for (const person of [counselor, manager]) await office.stepDown(person)
  const requestId = await aRequest(network, { basis: 'art69_2_3_public_body' })
  await decideRequest(manager, { requestId, turn: 1, answer: 'return' })
  expect((await openRequest(manager, { requestId })).state).toBe('not_approved')
})
