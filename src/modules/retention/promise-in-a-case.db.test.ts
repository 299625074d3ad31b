import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import {
  aCase,
  attachConsultation,
  closeCase,
  prepareClosing,
  registerCaseSources,
} from '../cases/testing.ts'
import { aConsultation } from '../consultations/testing.ts'
import {
  aKeepingOffice,
  closedLongAgo,
  listDue,
  rulesOfTwo,
  setRetentionRules,
  showKeeping,
  showRetentionRules,
} from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

test('the rule of its day holds for a consultation also after it has joined a case', async () => {
  const one = await aKeepingOffice(database)
  const consultationId = await aConsultation(one.counselor, {})
  await database.superuser.query("update consultation set day = '2016-01-10' where id = $1", [consultationId])
  const { ours } = await showRetentionRules(one.manager, {})
  // The body's rule was thirty years for consultations; two managers shorten it to five.
  await setRetentionRules(one.manager, { ...ours, consultationYears: 30, rev: 0 })
  await database.superuser.query(
    'update retention_promise set consultation_years = 30 where tenant_id = $1',
    [one.office.tenantId],
  )
  await rulesOfTwo(one.manager, one.second, { ...ours, rev: 1 })
  const promised = (await showKeeping(one.counselor, { kind: 'consultation', recordId: consultationId }))
    .record.keepUntil
  expect(promised).toBe('2046-03-31')
  const caseId = await aCase(one.counselor)
  await attachConsultation(one.counselor, { caseId, consultationId })
  // Whoever closes the case is told, and cannot choose an earlier day.
  const closing = await prepareClosing(one.supervisor, { caseId })
  expect([closing.retainUntil, closing.isKeptByConsultations]).toEqual([promised, true])
  const close = {
    caseId,
    why: 'settled',
    reason: '解決した',
    openReason: '見本',
    retainUntil: '2046-03-30',
  }
  await expect(closeCase(one.supervisor, close as never)).rejects.toMatchObject({
    fields: { retainUntil: 'cases_error_retention_consultations' },
  })
  await closedLongAgo(database, caseId)
  const { record } = await showKeeping(one.counselor, { kind: 'case', recordId: caseId })
  expect({ keepUntil: record.keepUntil, due: (await listDue(one.supervisor, {})).due.length }).toEqual({
    keepUntil: promised,
    due: 0,
  })
})

test('a case whose consultations were promised no more than its own rule counts from its closing', async () => {
  const one = await aKeepingOffice(database)
  const consultationId = await aConsultation(one.counselor, {})
  await database.superuser.query("update consultation set day = '2014-01-10' where id = $1", [consultationId])
  const caseId = await aCase(one.counselor)
  await attachConsultation(one.counselor, { caseId, consultationId })
  expect((await prepareClosing(one.supervisor, { caseId })).isKeptByConsultations).toBe(false)
  await closedLongAgo(database, caseId)
  const { record } = await showKeeping(one.counselor, { kind: 'case', recordId: caseId })
  expect(record.keepUntil).toBe('2021-03-31')
})
