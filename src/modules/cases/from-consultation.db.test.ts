import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aConsultation } from '../consultations/testing.ts'
import { openCase } from './open-case.ts'
import { registerCaseSources } from './own-sources.ts'
import { prepareCase } from './prepare-case.ts'
import { showCase } from './show-case.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

test('a consultation becomes a case: its caller the client, its record on the timeline under the case key', async () => {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  const stranger = (await office.desk(['counselor', 'supervisor'])).people[0] as TestPerson
  const urgent = {
    riskLevel: 'high',
    riskReason: '首元を押さえられた',
    reassessBy: 'R9.3.31',
    relation: 'spouse',
  }
  const long = '引っ越した年の春から、数か月おきに何度も続いていたとのこと'
  const violence = { psychological: { first: long, last: 'R8.11.3', words: '' } }
  const consultationId = await aConsultation(counselor, { ...urgent, violence })
  await expect(prepareCase(stranger, { consultationId })).rejects.toMatchObject({ code: 'not-found' })
  await expect(
    openCase(stranger, { submissionId: crypto.randomUUID(), consultationId }),
  ).rejects.toMatchObject({ code: 'not-found' })
  const prepared = await prepareCase(counselor, { consultationId })
  expect(prepared.assigneeId).toBe(counselor.userId)
  expect(prepared.consultation).toMatchObject({ ...urgent, reassessBy: '2027-03-31', canOpen: true })
  const told = [{ kind: 'psychological', first: long, last: 'R8.11.3', words: '' }]
  expect(prepared.consultation?.violence).toEqual(told)

  const { id } = await openCase(counselor, {
    submissionId: crypto.randomUUID(),
    consultationId,
    core: { violence: told },
  })
  const page = await showCase(counselor, { caseId: id })
  expect(page.timeline.map((one) => [one.kind, one.canOpen])).toEqual([
    ['hands', true],
    ['hands', true],
    ['consultation', true],
  ])
  expect(page.timeline[2]?.href).toBe(`/consultations/${consultationId}`)
  await expect(
    openCase(counselor, { submissionId: crypto.randomUUID(), consultationId }),
  ).rejects.toMatchObject({ code: 'not-found' })
  expect(database.alarms).toEqual([])
})
