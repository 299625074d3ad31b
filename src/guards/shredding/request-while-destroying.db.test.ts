import { beforeAll, expect, test } from 'vitest'
import { registerCaseSources, showCase } from '../../modules/cases/testing.ts'
import {
  aDueCase,
  aKeepingOffice,
  anAgreedList,
  outcomeOf,
  shredDisposal,
} from '../../modules/retention/testing.ts'
import { receiveAccess } from '../../modules/subject-access/testing.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)

test('a request for records that is written down while its case is being destroyed finds no case', async () => {
  const one = await aKeepingOffice(database)
  const caseId = await aDueCase(database, one)
  const listId = await anAgreedList(one, one.hub.id, [`case:${caseId}`])
  const { superuser } = database
  await superuser.query('begin')
  await superuser.query('select 1 from case_ where id = $1 for update', [caseId])
  const shredding = outcomeOf(shredDisposal(one.supervisor, { listId }))
  await new Promise((done) => setTimeout(done, 700))
  const asking = outcomeOf(
    receiveAccess(one.counselor, {
      submissionId: crypto.randomUUID(),
      caseId,
      requester: 'herself',
      receivedOn: today(),
      name: '架空 花',
      reach: '090-0000-0000',
      asked: '全部',
    } as never),
  )
  await new Promise((done) => setTimeout(done, 700))
  await superuser.query('commit')
  const [shredded, asked] = [await shredding, await asking]
  const { rows } = await superuser.query(
    `select count(*)::int as n from auth.compartment_grant g where g.compartment_id = any (internal.keys_of((select tenant_id from case_ where id = $1), 'case', $1))`,
    [caseId],
  )
  const written = await superuser.query(
    'select octet_length(words) as n, desk_id from access_request where case_id = $1',
    [caseId],
  )
  expect(shredded).toBe('done')
  expect(rows[0].n).toBe(0)
  expect(asked).not.toBe('done')
  expect(written.rows).toEqual([])
  await expect(showCase(one.counselor, { caseId })).rejects.toBeTruthy()
})

test('a request without a case is near to no case that was destroyed', async () => {
  const one = await aKeepingOffice(database)
  const caseId = await aDueCase(database, one)
  const { id } = await receiveAccess(one.counselor, {
    submissionId: crypto.randomUUID(),
    requester: 'herself',
    receivedOn: today(),
    name: '架空 花',
  })
  const nearTo = async () =>
    (await database.superuser.query('select near_cases from access_request where id = $1', [id])).rows[0]
      .near_cases
  expect(await nearTo()).toEqual([caseId])
  const listId = await anAgreedList(one, one.hub.id, [`case:${caseId}`])
  await shredDisposal(one.supervisor, { listId })
  expect(await nearTo()).toEqual([])
})
