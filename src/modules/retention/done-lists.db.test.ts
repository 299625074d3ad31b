import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { aCase, attachConsultation, blockPerson, registerCaseSources } from '../cases/testing.ts'
import { aConsultation } from '../consultations/testing.ts'
import {
  aDueCase,
  aKeepingOffice,
  asIntruder,
  askForDisposal,
  decideOnDisposal,
  listDue,
  proposeDisposal,
  showDisposal,
  shredDisposal,
  takeFromDisposal,
} from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

test('a list that is done stays in sight when what was taken out of it joins a case hidden from her', async () => {
  const one = await aKeepingOffice(database)
  const consultationId = await aConsultation(one.counselor, { memo: '十年前の電話' })
  await database.superuser.query("update consultation set day = '2014-01-10' where id = $1", [consultationId])
  const other = await aDueCase(database, one)
  const { listId } = await proposeDisposal(one.supervisor, {
    deskId: one.hub.id,
    records: [`consultation:${consultationId}`, `case:${other}`],
  })
  const item = (await showDisposal(one.manager, { listId })).items.find((x) => x.recordId === consultationId)
  await takeFromDisposal(one.manager, {
    itemId: item?.itemId ?? '',
    listId,
    keepUntil: '2040-05-05',
    reason: '調停が続いている',
  } as never)
  await askForDisposal(one.supervisor, { listId })
  const { act } = await showDisposal(one.manager, { listId })
  await decideOnDisposal(one.manager, {
    listId,
    actId: act?.id ?? '',
    seal: act?.seal ?? '',
    answer: 'agree',
  } as never)
  await shredDisposal(one.supervisor, { listId })
  const seen = async () => (await listDue(one.second, {})).lists.map((list) => list.listId)
  const ledger = () => asIntruder(database, one.second, 'select 1 from auth.shred_ledger')
  expect([await seen(), await ledger()]).toEqual([[listId], 1])
  const caseId = await aCase(one.counselor)
  await blockPerson(one.manager, { caseId, userId: one.second.userId, reason: '知人のため' } as never)
  expect([await seen(), await ledger()]).toEqual([[listId], 1])
  await attachConsultation(one.counselor, { caseId, consultationId })
  expect([await seen(), await ledger()]).toEqual([[listId], 1])
})
