import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { appointDuty, askForDuty, decideOnDuty, showAppointment } from './testing.ts'

const database = useDatabase()

test('whoever takes the duty desk away waits for a case that is just being opened', async () => {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  const duty = await office.desk(['counselor', 'counselor'])
  const [asker, second] = [
    await office.person({ tenantRole: 'tenant_admin' }),
    await office.person({ tenantRole: 'tenant_admin' }),
  ]
  for (const person of [asker, second]) await office.stepUp(person)
  const agreedTo = async (deskId: string) => {
    await askForDuty(asker, { deskId })
    const [act] = (await showAppointment(second, {})).acts
    if (!act) throw new Error('nothing was asked')
    await decideOnDuty(second, { actId: act.id, seal: act.seal, answer: 'agree' })
    return { actId: act.id }
  }
  await appointDuty(asker, await agreedTo(duty.id))
  const taking = await agreedTo('')

  const opening = await database.as('yorube_app')
  await opening.query('begin')
  await enterRaw(opening, counselor)
  // What a new case is given to (platform/desk-keys.ts).
  expect((await opening.query('select id from auth.duty_key()')).rowCount).toBe(1)
  let isTakenAway = false
  const takenAway = appointDuty(asker, taking).then(() => {
    isTakenAway = true
  })
  await expect
    .poll(async () => {
      const { rows } = await database.superuser.query(
        "select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and query like '%appoint_duty_desk%'",
      )
      return rows[0].count
    })
    .toBe(1)
  expect(isTakenAway).toBe(false)
  await opening.query('commit')
  await takenAway
  expect(isTakenAway).toBe(true)
})
