import { expect, test } from 'vitest'
import { useDatabase } from '../../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../../platform/testing/office.ts'
import { showHealth } from './show-health.ts'

const database = useDatabase()

test('administrators see what needs somebody in their own tenant, without a name; nobody else sees it', async () => {
  const office = await TestOffice.open(database)
  const administrator = await office.person({ tenantRole: 'tenant_admin' })
  const desk = await office.desk(['counselor', 'supervisor'])
  const lineOf = async (subject: string) =>
    (await showHealth(administrator, {})).lines.find((one) => one.subject === subject)
  expect(await lineOf('thin-desks')).toEqual({ subject: 'thin-desks', severity: 'good', detail: '0' })

  const alone = await office.desk(['counselor'])
  const elsewhere = await TestOffice.open(database, '例示県')
  await elsewhere.desk(['counselor'])
  await database.superuser.query(
    "update auth.desk set rotate_due_at = now() - interval '2 days' where id = $1",
    [alone.id],
  )
  await database.superuser.query("select audit.raise_alarm($1, 'auth.membership', $2, null, 1)", [
    office.tenantId,
    alone.id,
  ])
  expect(await lineOf('thin-desks')).toMatchObject({ severity: 'warning', detail: '1' })
  expect(await lineOf('late-keys')).toMatchObject({ severity: 'warning', detail: '1' })
  expect(await lineOf('alarms')).toMatchObject({ severity: 'bad', detail: '1' })
  expect(await lineOf('kits')).toMatchObject({ severity: 'warning' })

  const counselor = desk.people[0] as TestPerson
  const auditor = await office.person({ tenantRole: 'auditor' })
  for (const other of [counselor, auditor])
    await expect(showHealth(other, {})).rejects.toMatchObject({ code: 'forbidden' })
})

test('the function behind it answers administrators only', async () => {
  const app = await database.as('yorube_app')
  expect((await app.query('select * from auth.health()')).rows).toEqual([])
})
