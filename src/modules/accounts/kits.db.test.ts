import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { confirmKits, makeKits, renewKey } from './testing.ts'

const database = useDatabase()

test('a set that another one has replaced opens a desk no more, as soon as the desk lies in the newer one', async () => {
  const office = await TestOffice.open(database)
  const [first, second] = [
    await office.person({ tenantRole: 'tenant_admin' }),
    await office.person({ tenantRole: 'tenant_admin' }),
  ]
  const desk = await office.desk(['supervisor', 'counselor'])
  const [lead] = desk.people as [TestPerson]
  for (const person of [first, second, lead]) await office.stepUp(person)
  const kept = async () => {
    await database.superuser.query('select auth.forget_replaced_kits()')
    const { rows } = await database.superuser.query(
      `select k.epoch as set, array_agg(e.epoch order by e.epoch) filter (where e.epoch is not null) as seeds
       from auth.escrow_key k left join auth.escrowed_seed e on e.tenant_id = k.tenant_id and e.escrow_epoch = k.epoch
       where k.tenant_id = $1 group by k.epoch order by k.epoch`,
      [office.tenantId],
    )
    return rows.map((row) => `${row.set}: ${row.seeds ?? 'none'}`)
  }
  const finish = () =>
    database.superuser.query(
      'update auth.desk_renewal set moved_at = now(), finished_at = now() where tenant_id = $1 and finished_at is null',
      [office.tenantId],
    )
  await makeKits(first, { epoch: 0 })
  await confirmKits(second, { epoch: 1 })
  await renewKey(lead, { deskId: desk.id, epoch: 1 })
  await finish()
  expect(await kept()).toEqual(['1: 2'])

  await makeKits(first, { epoch: 1 })
  // Nobody has confirmed that three people have it: the older one is what there is.
  expect(await kept()).toEqual(['1: 2', '2: none'])
  await confirmKits(second, { epoch: 2 })
  expect(await kept()).toEqual(['1: 2', '2: none'])
  await renewKey(lead, { deskId: desk.id, epoch: 2 })
  // What lies under the desk's older key is still being moved.
  expect(await kept()).toEqual(['1: 2', '2: 3'])
  await finish()
  expect(await kept()).toEqual(['2: 3'])
  // A set that was used up replaces nothing.
  await makeKits(first, { epoch: 2 })
  await confirmKits(second, { epoch: 3 })
  await database.superuser.query(
    'update auth.escrow_key set used_at = now() where tenant_id = $1 and epoch = 3',
    [office.tenantId],
  )
  expect(await kept()).toEqual(['2: 3', '3: none'])
})
