import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { listMembers } from './list-members.ts'

const database = useDatabase()

async function aDesk(office: TestOffice, kind: 'hub' | 'asked') {
  const desk = await office.desk(
    kind === 'hub' ? ['supervisor', 'counselor'] : ['desk_lead', 'desk_worker'],
    kind,
  )
  const bodyId = crypto.randomUUID()
  await database.superuser.query(
    "insert into body (tenant_id, id, kind, name, duty_ground) values ($1, $2, 'department', $3, 'local_public_service_34')",
    [office.tenantId, bodyId, `架空課 ${bodyId}`],
  )
  await database.superuser.query(
    "insert into desk_entry (tenant_id, desk_id, body_id, name, kind) values ($1, $2, $3, '窓口', 'department')",
    [office.tenantId, desk.id, bodyId],
  )
  return desk
}

test('members of a desk are listed to its people and to administrators, and to nobody else, hub or not', async () => {
  const office = await TestOffice.open(database)
  const asked = await aDesk(office, 'asked')
  const hub = await aDesk(office, 'hub')
  const [lead, worker] = asked.people as [TestPerson, TestPerson]
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  for (const person of [lead, worker, admin])
    expect((await listMembers(person, { deskId: asked.id })).members).toHaveLength(2)
  const auditor = await office.person({ tenantRole: 'auditor' })
  for (const stranger of [...hub.people, auditor])
    await expect(listMembers(stranger, { deskId: asked.id })).rejects.toMatchObject({ code: 'forbidden' })

  // Nor by an injected statement: memberships, duties and roles of others are not there.
  const app = await database.as('yorube_app')
  try {
    await app.query('begin')
    await enterRaw(app, hub.people[0] as TestPerson)
    const { rows } = await app.query('select distinct desk_id from auth.membership')
    expect(rows).toEqual([{ desk_id: hub.id }])
    expect((await app.query('select * from duty')).rows).toEqual([])
    expect((await app.query('select user_id, role from auth.role_assignment')).rows).toEqual([])
    await app.query('rollback')
  } finally {
    await app.end()
  }
})
