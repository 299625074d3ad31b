import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { leaveDesk } from './leave-desk.ts'
import { aMachine } from './testing.ts'

const database = useDatabase()

test('people alone keep a desk alive: a machine is nobody who could be left', async () => {
  const office = await TestOffice.open(database)
  const { id, people } = await office.desk(['manager', 'counselor'])
  const [lead, counselor] = people as [TestPerson, TestPerson]
  await aMachine(office, { id, lead, answers: counselor }, ['cases.read'])
  const administrator = await office.person({ tenantRole: 'tenant_admin' })
  await office.stepUp(administrator)
  await leaveDesk(administrator, { deskId: id, userId: counselor.userId })
  await expect(leaveDesk(administrator, { deskId: id, userId: lead.userId })).rejects.toMatchObject({
    key: 'accounts_last_member',
  })
})
