import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { addWindow } from './add-window.ts'
import { changeOfficeSetting } from './change-office-setting.ts'
import { checkWindow } from './check-window.ts'
import { addOfficeDays, isOfficeDay, onDuty } from './index.ts'
import { keepRoster } from './keep-roster.ts'
import { listOfficeDays } from './list-office-days.ts'
import { listWindows } from './list-windows.ts'
import { removeOfficeDay } from './remove-office-day.ts'
import { setOfficeDay } from './set-office-day.ts'
import { showRoster } from './show-roster.ts'

const database = useDatabase()

const ask = defineUseCase({
  name: 'test.ask-directory',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({ deskId: z.uuid() }),
  subject: () => ({ objectType: 'desk' }),
  output: z.object({ present: z.array(z.string()), saturday: z.boolean(), deadline: z.string() }),
  async run({ tx }, { deskId }) {
    const duty = await onDuty(tx, deskId, '2026-11-25')
    return {
      present: duty.present.map((one) => one.userId),
      saturday: await isOfficeDay(tx, '2026-11-28'),
      deadline: (await addOfficeDays(tx, new Date('2026-11-27T18:30:00+09:00'), 1)).day,
    }
  },
  audit: () => ({}),
})

/** A founded desk with its entry in the directory. */
async function deskWithLead(office: TestOffice, roles: ('desk_lead' | 'desk_worker')[]) {
  const desk = await office.desk(roles, 'asked')
  const bodyId = crypto.randomUUID()
  await database.superuser.query(
    "insert into body (tenant_id, id, kind, name, duty_ground) values ($1, $2, 'department', $3, 'local_public_service_34')",
    [office.tenantId, bodyId, `課 ${bodyId.slice(0, 4)}`],
  )
  await database.superuser.query(
    "insert into desk_entry (tenant_id, desk_id, body_id, name, kind) values ($1, $2, $3, '窓口', 'department')",
    [office.tenantId, desk.id, bodyId],
  )
  return desk
}
function three(people: TestPerson[]): [TestPerson, TestPerson, TestPerson] {
  const [a, b, c] = people
  if (!a || !b || !c) throw new Error('people are missing')
  return [a, b, c]
}

test('the lead sets the week; work goes to who is there and to the cover, never to the absent', async () => {
  const office = await TestOffice.open(database)
  const desk = await deskWithLead(office, ['desk_lead', 'desk_worker', 'desk_worker'])
  const [lead, away, cover] = three(desk.people)
  expect((await ask(lead, { deskId: desk.id })).present).toHaveLength(3)

  const seen = await showRoster(lead, { deskId: desk.id, week: '2026-11-25' })
  expect(seen).toMatchObject({ monday: '2026-11-23', canKeep: true, cells: {} })
  expect(seen.days[0]).toMatchObject({ closed: 'holiday', holiday: '勤労感謝の日' })
  const cells = {
    [away.userId]: { '2026-11-25': `absent:${cover.userId}` },
    [lead.userId]: { '2026-11-25': 'duty' },
  }
  const week = { deskId: desk.id, monday: seen.monday, mark: seen.mark, cells }
  await keepRoster(lead, week)
  expect((await ask(away, { deskId: desk.id })).present.sort()).toEqual([lead.userId, cover.userId].sort())
  expect((await showRoster(cover, { deskId: desk.id, week: '2026-11-23' })).cells).toEqual(cells)

  await expect(keepRoster(lead, { ...week, cells: {} })).rejects.toMatchObject({
    code: 'conflict',
    key: 'directory_error_conflict',
  })
  await expect(keepRoster(cover, week)).rejects.toMatchObject({ code: 'forbidden' })
})

test('the lead of another desk, and another tenant, keep their hands off', async () => {
  const office = await TestOffice.open(database)
  const desk = await deskWithLead(office, ['desk_lead', 'desk_worker', 'desk_worker'])
  const [lead] = three(desk.people)
  const [other] = (await deskWithLead(office, ['desk_lead', 'desk_worker'])).people
  const elsewhere = await TestOffice.open(database, '別の架空市')
  const stranger = await elsewhere.person({ tenantRole: 'tenant_admin' })
  if (!other) throw new Error('the other lead is missing')
  const { mark, monday } = await showRoster(lead, { deskId: desk.id })
  const cells = { [lead.userId]: { [monday]: 'absent' } }
  await expect(keepRoster(other, { deskId: desk.id, monday, mark, cells })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(keepRoster(stranger, { deskId: desk.id, monday, mark, cells })).rejects.toMatchObject({
    code: 'not-found',
  })
  const forced = await database.as('yorube_app')
  await expect(
    forced.query('insert into duty (tenant_id, id, desk_id, user_id, day, kind) values ($1,$2,$3,$4,$5,$6)', [
      office.tenantId,
      crypto.randomUUID(),
      desk.id,
      lead.userId,
      monday,
      'absent',
    ]),
  ).rejects.toThrow(/row-level security/)
})

test('office days and hours of a tenant are its own', async () => {
  const office = await TestOffice.open(database)
  const desk = await deskWithLead(office, ['desk_lead', 'desk_worker', 'desk_worker'])
  const [reader] = three(desk.people)
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  expect(await ask(reader, { deskId: desk.id })).toMatchObject({ saturday: false, deadline: '2026-11-30' })

  await setOfficeDay(admin, { day: 'R8.11.28', is: 'open', name: '土曜開庁' })
  expect(await ask(reader, { deskId: desk.id })).toMatchObject({ saturday: true, deadline: '2026-11-28' })
  const setting = { opensAt: '9時', closesAt: '19:00', pledgeMonths: 6, windowCheckMonths: 3, rev: 0 }
  await changeOfficeSetting(admin, setting)
  expect((await ask(reader, { deskId: desk.id })).deadline).toBe('2026-11-28')
  await expect(changeOfficeSetting(admin, setting)).rejects.toMatchObject({ code: 'conflict' })
  await expect(changeOfficeSetting(admin, { ...setting, closesAt: '8:00', rev: 1 })).rejects.toMatchObject({
    fields: { closesAt: 'directory_error_hours_order' },
  })
  await expect(setOfficeDay(reader, { day: '2026-11-28', is: 'closed' })).rejects.toMatchObject({
    code: 'forbidden',
  })

  const elsewhere = await TestOffice.open(database, '別の架空市')
  const stranger = await elsewhere.person({ tenantRole: 'tenant_admin' })
  expect(await listOfficeDays(stranger, { year: 2026 })).toMatchObject({
    exceptions: [],
    setting: { opensAt: '08:30', closesAt: '17:15', rev: 0 },
  })
  await expect(removeOfficeDay(stranger, { day: '2026-11-28' })).rejects.toMatchObject({ code: 'not-found' })
  await removeOfficeDay(admin, { day: '2026-11-28' })
  expect((await ask(reader, { deskId: desk.id })).saturday).toBe(false)
})

test('a window is published to the public page until it is not; an old check is due again', async () => {
  const office = await TestOffice.open(database, '架空みなと市', 'minato.example')
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  const window = { name: '女性相談室', phone: '０４８−０００−００００'.replace('−', '-').replace('−', '-') }
  const { id } = await addWindow(admin, { ...window, isPublished: 'yes', checkedOn: '2020-01-01' })
  await addWindow(admin, { name: '準備中の窓口' })
  const publicPage = await database.as('yorube_intake')
  const shown = async () =>
    (await publicPage.query('select name, phone from intake.windows($1)', ['minato.example'])).rows
  expect(await shown()).toEqual([{ name: '女性相談室', phone: '048-000-0000' }])

  const before = (await listWindows(admin, {})).windows.find((one) => one.id === id)
  expect(before).toMatchObject({ isOverdue: true, rev: 1 })
  await checkWindow(admin, { windowId: id, rev: 1 })
  expect((await listWindows(admin, {})).windows.find((one) => one.id === id)).toMatchObject({
    isOverdue: false,
  })
  await expect(checkWindow(admin, { windowId: id, rev: 1 })).rejects.toMatchObject({ code: 'conflict' })
  await expect(publicPage.query('select * from public.public_window')).rejects.toThrow(/permission denied/)
})
