import { beforeAll, expect, test } from 'vitest'
import { registerCaseSources } from '../modules/cases/testing.ts'
import { declareKin } from '../modules/conflicts/testing.ts'
import { aDueCase, aKeepingOffice, showKeeping } from '../modules/retention/testing.ts'
import { receiveAccess } from '../modules/subject-access/testing.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

test('where records are kept to the day, a request kept from somebody still ends with a year for her, and does not move daily', async () => {
  const one = await aKeepingOffice(database)
  const caseId = await aDueCase(database, one)
  await database.superuser.query(
    `insert into retention_rule (tenant_id, case_years, child_age, consultation_years, counts_from, backup_days)
     values ($1, 5, 20, 3, 'day', 30) on conflict (tenant_id) do update set counts_from = 'day'`,
    [one.office.tenantId],
  )
  const kin = { family: '見本', given: '義弟', familyKana: 'みほん', givenKana: 'ぎてい' }
  await declareKin(one.second, { submissionId: crypto.randomUUID(), relation: 'sibling', ...kin } as never)
  await receiveAccess(one.counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    requester: 'mandated_agent',
    agentName: '見本　義弟',
    receivedOn: new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10),
    name: '架空 花',
    reach: '郵送',
    asked: '相談の記録のすべて',
  } as never)
  const { record } = await showKeeping(one.second, { kind: 'case', recordId: caseId })
  expect(record.isHeld).toBe(false)
  expect(record.keepUntil).toMatch(/^20\d\d-03-31$/)
  expect(record.keepUntil?.slice(0, 4)).not.toBe('2021')
})
