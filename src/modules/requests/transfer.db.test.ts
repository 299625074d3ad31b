import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { transferCase } from '../cases/index.ts'
import { openLedger } from '../disclosures/index.ts'
import { acceptRequest, answerRequest, openRequest, recordAct } from './index.ts'
import { aNetwork, aRequest } from './testing.ts'

const database = useDatabase()

test('a case that goes to another hub takes open requests and the official acts along, and leaves nothing behind', async () => {
  const network = await aNetwork(database)
  const { office, hub, counselor, supervisor, clerk, asked, caseId } = network
  const other = await office.desk(['counselor', 'supervisor'])
  const newCounselor = other.people[0] as TestPerson
  const requestId = await aRequest(network)
  await acceptRequest(clerk, { requestId, turn: 1 })
  const act = { day: '2026-01-05', title: '入園の申込みを受理', text: '控えを渡した。' }
  await recordAct(clerk, { submissionId: crypto.randomUUID(), requestId, ...act })
  await expect(openRequest(newCounselor, { requestId })).rejects.toMatchObject({ code: 'not-found' })

  await transferCase(supervisor, { caseId, toDeskId: other.id, reason: '転居' })
  for (const person of [counselor, supervisor])
    await expect(openRequest(person, { requestId })).rejects.toMatchObject({ code: 'not-found' })
  const holders = await database.superuser.query(
    `select distinct g.desk_id from auth.compartment_grant g
     join auth.compartment c on c.tenant_id = g.tenant_id and c.id = g.compartment_id
     where c.case_id = $1`,
    [caseId],
  )
  expect(holders.rows.map((row) => row.desk_id).sort()).toEqual([asked.id, other.id].sort())
  expect(hub.id).not.toBe(other.id)

  const found = await openRequest(newCounselor, { requestId })
  expect(found.sheet?.items).toMatchObject([{ value: '架空 花' }, { value: '090-0000-1234' }])
  expect(found.acts).toMatchObject([{ act: { title: act.title, text: act.text } }])
  expect((await openLedger(newCounselor, { caseId })).lines).toMatchObject([
    { ledger: { purpose: expect.stringContaining('仕事を始めるため') } },
  ])

  // The asked desk goes on as before, and the new holder hears it.
  const { turn } = await openRequest(clerk, { requestId })
  await answerRequest(clerk, { requestId, turn, text: '申込書と就労証明です' })
  await recordAct(clerk, { submissionId: crypto.randomUUID(), requestId, ...act, title: '内定を通知' })
  const answered = await openRequest(newCounselor, { requestId })
  expect(answered.messages.at(-1)?.words?.text).toBe('申込書と就労証明です')
  expect(answered.acts.map((one) => one.act?.title)).toEqual([act.title, '内定を通知'])
  expect(database.alarms).toEqual([])
})
