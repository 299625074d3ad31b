import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw } from '../../platform/testing/office.ts'
import { blockPerson, liftBlock, registerCaseSources } from '../cases/testing.ts'
import { aDueCase, aKeepingOffice, listDue, proposeDisposal, showKeeping } from './testing.ts'

/** 0207: "on a list" without any list that she sees says that something on it is hidden from her. */
const database = useDatabase()
beforeAll(registerCaseSources)

async function traceOf(one: Awaited<ReturnType<typeof aKeepingOffice>>, hers: string) {
  const seen = await listDue(one.supervisor, {})
  const { record } = await showKeeping(one.supervisor, { kind: 'case', recordId: hers })
  return { due: seen.due.length, lists: seen.lists.length, isListed: record.isListed }
}
const aTrace = { due: 0, lists: 0, isListed: true }

test('a block that is lifted from one of two hidden cases leaves no trace of the other', async () => {
  const one = await aKeepingOffice(database)
  const [hers, hidden] = [await aDueCase(database, one), await aDueCase(database, one)]
  const block = { userId: one.supervisor.userId, reason: '知人のため' }
  for (const caseId of [hers, hidden]) await blockPerson(one.manager, { caseId, ...block } as never)
  await proposeDisposal(one.manager, { deskId: one.hub.id, records: [`case:${hers}`, `case:${hidden}`] })
  await liftBlock(one.manager, { caseId: hers, ...block } as never)
  expect(await traceOf(one, hers)).not.toEqual(aTrace)
})

test('a block that is written while a list is being proposed parts that list, too', async () => {
  const one = await aKeepingOffice(database)
  const [hers, hidden] = [await aDueCase(database, one), await aDueCase(database, one)]
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, one.manager)
  const { rows } = await raw.query(
    'select verdict from auth.propose_disposal(gen_random_uuid(), $1, $2, $3)',
    [one.hub.id, ['case', 'case'], [hers, hidden]],
  )
  expect(rows).toEqual([{ verdict: 'done' }])
  const blocking = blockPerson(one.manager, {
    caseId: hidden,
    userId: one.supervisor.userId,
    reason: '知人のため',
  } as never)
  // It does not wait for the proposal; where it did, the proposal would be seen.
  await Promise.race([blocking, new Promise((resolve) => setTimeout(resolve, 1500))])
  await raw.query('commit')
  await blocking
  expect(await traceOf(one, hers)).not.toEqual(aTrace)
})
