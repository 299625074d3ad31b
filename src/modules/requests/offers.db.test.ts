import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { revealWhereabouts } from '../cases/index.ts'
import { aConsultationIn, aPlace } from '../cases/testing.ts'
import { decideRequest, openRequest, prepareRequest } from './index.ts'
import { aNetwork, aRequest, type Network } from './testing.ts'

const database = useDatabase()
const where = '架空市みなと町1-2-3'

async function itemOf({ counselor, caseId }: Network, code: string) {
  const found = (await prepareRequest(counselor, { caseId })).items.filter((item) => item.code === code)
  expect(found).toHaveLength(1)
  return found[0]
}

test('what she came about comes from the latest consultation that says it, unless it would tell what is sealed', async () => {
  const network = await aNetwork(database)
  expect(await itemOf(network, 'chief_complaint')).toMatchObject({ value: '' })
  await aConsultationIn(network.counselor, network.caseId, { day: 'R8.11.1', chiefComplaint: 'divorce' })
  await aConsultationIn(network.counselor, network.caseId, { day: 'R8.11.2' })
  expect(await itemOf(network, 'chief_complaint')).toMatchObject({ value: '離婚問題' })
  await aConsultationIn(network.counselor, network.caseId, {
    day: 'R8.11.3',
    chiefComplaint: 'sexual_violence',
  })
  expect(await itemOf(network, 'chief_complaint')).toMatchObject({ value: '' })
})

test('a place is offered without being told; revealed with a reason it goes along, and waits for a second person', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, clerk, caseId } = network
  await aPlace(database, counselor, caseId, 'present_address', '前の居所')
  const placeId = await aPlace(database, counselor, caseId, 'present_address', where)
  const item = await itemOf(network, 'present_address')
  expect(item).toMatchObject({ value: '', places: [{ id: placeId, whose: '架空 花' }] })
  expect(JSON.stringify(await prepareRequest(counselor, { caseId }))).not.toContain('みなと町')

  await expect(revealWhereabouts(counselor, { caseId, placeId, reason: ' ' })).rejects.toMatchObject({
    fields: { reason: 'cases_error_reason_missing' },
  })
  const { place } = await revealWhereabouts(counselor, { caseId, placeId, reason: '依頼票に載せるため' })
  const requestId = await aRequest(network, {
    items: [{ code: 'present_address', label: '居所', value: place?.text ?? '', goes: 'on' }],
  })
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject({ code: 'not-found' })
  const { turn } = await openRequest(supervisor, { requestId })
  await network.office.stepUp(supervisor)
  await decideRequest(supervisor, { requestId, turn, answer: 'approve', steadGround: 'absent' })
  expect((await openRequest(clerk, { requestId })).sheet?.items).toMatchObject([{ value: where }])
})
