import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase, aConsultationIn, assign, closeCase, registerCaseSources, showCase } from '../cases/testing.ts'
import { aConsultation, changeNextContact } from '../consultations/testing.ts'
import { dayAfter, japanDay } from '../directory/index.ts'
import { listMatter } from './list-matter.ts'
import type { Matter } from './matters.ts'
import { showToday } from './show-today.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const today = japanDay(new Date())
const yesterday = dayAfter(today, -1)

async function aHub() {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'counselor', 'counselor', 'supervisor'])
  const [hana, chiaki, minori, fumie] = desk.people as [TestPerson, TestPerson, TestPerson, TestPerson]
  const bodyId = crypto.randomUUID()
  await database.superuser.query(
    `insert into body (tenant_id, id, kind, name, duty_ground)
     values ($1, $2, 'department', '架空女性相談', 'local_public_service_34')`,
    [office.tenantId, bodyId],
  )
  await database.superuser.query(
    "insert into desk_entry (tenant_id, desk_id, body_id, name, kind) values ($1, $2, $3, '窓口', 'hub')",
    [office.tenantId, desk.id, bodyId],
  )
  return { office, desk, hana, chiaki, minori, fumie }
}
type Hub = Awaited<ReturnType<typeof aHub>>

/** Away today; with a colleague in her place, or nobody. */
async function isAway({ office, desk }: Hub, who: TestPerson, cover?: TestPerson): Promise<void> {
  const rows = [[who.userId, 'absent', null], ...(cover ? [[cover.userId, 'cover', who.userId]] : [])]
  for (const [userId, kind, covers] of rows)
    await database.superuser.query(
      'insert into duty (tenant_id, id, desk_id, user_id, day, kind, covers_user_id) values ($1, gen_random_uuid(), $2, $3, $4, $5, $6)',
      [office.tenantId, desk.id, userId, today, kind, covers],
    )
}

async function heldCase({ fumie }: Hub, who: TestPerson): Promise<string> {
  const caseId = await aCase(fumie)
  await assign(fumie, { caseId, assigneeId: who.userId })
  await showCase(who, { caseId })
  return caseId
}

const titles = async (who: TestPerson, matter: Matter) =>
  (await listMatter(who, { matter })).lines.map(({ title, coversFor }) => [title, coversFor !== ''])

test('the promise of an absent colleague is kept by whoever stands in for her, and by nobody else', async () => {
  const hub = await aHub()
  const { hana, chiaki, minori } = hub
  const promise = { day: yesterday, nextContact: { on: today }, person: { family: '架空' } }
  await aConsultation(hana, promise)
  for (const who of [chiaki, minori]) expect(await titles(who, 'contact_today')).toEqual([])

  await isAway(hub, hana, chiaki)
  expect(await titles(chiaki, 'contact_today')).toEqual([['架空', true]])
  expect(await titles(minori, 'contact_today')).toEqual([])
  expect((await showToday(chiaki, {})).duty[0]?.absent).toMatchObject([{ isMine: true }])
})

test('where nobody stands in, everybody who is there looks after it', async () => {
  const hub = await aHub()
  const { hana, chiaki, minori } = hub
  await aConsultation(hana, { day: yesterday, nextContact: { on: today }, person: { family: '架空' } })
  await isAway(hub, hana)
  await isAway(hub, minori, chiaki)
  expect(await titles(chiaki, 'contact_today')).toEqual([['架空', true]])
  expect(await titles(minori, 'contact_today')).toEqual([])
})

test('a promise goes with the case: to whoever holds it now, and ends with it', async () => {
  const hub = await aHub()
  const { hana, chiaki, fumie } = hub
  const caseId = await heldCase(hub, hana)
  const consultationId = await aConsultationIn(chiaki, caseId, {
    day: yesterday,
    nextContact: { on: yesterday },
  })
  expect(await titles(hana, 'contact_overdue')).toHaveLength(1)
  expect(await titles(chiaki, 'contact_overdue')).toEqual([])
  // What is late also shows to whoever reads at the desk.
  expect(await titles(fumie, 'contact_overdue')).toHaveLength(1)

  await changeNextContact(hana, { how: 'moved', consultationId, on: dayAfter(today, 2) })
  expect(await titles(hana, 'contact_ahead')).toHaveLength(1)
  await assign(fumie, { caseId, assigneeId: chiaki.userId })
  expect(await titles(hana, 'contact_ahead')).toEqual([])
  expect(await titles(chiaki, 'contact_ahead')).toHaveLength(1)

  await closeCase(chiaki, {
    caseId,
    why: 'settled',
    reason: '落ち着いた',
    openReason: '見送り済み',
    retainUntil: 'R40.3.31',
  })
  expect(await titles(chiaki, 'contact_ahead')).toEqual([])
})

test('who called while she was away stands there until she looks at the case', async () => {
  const hub = await aHub()
  const { hana, chiaki } = hub
  const caseId = await heldCase(hub, hana)
  const moved = async () => (await listMatter(hana, { matter: 'moved' })).lines
  expect(await moved()).toEqual([])

  await aConsultationIn(hana, caseId, { day: today })
  expect(await moved()).toEqual([])
  await aConsultationIn(chiaki, caseId, { day: today })
  expect(await moved()).toMatchObject([{ href: `/cases/${caseId}`, code: 'consultation_attached' }])
  expect(await titles(chiaki, 'moved')).toEqual([])

  await showCase(hana, { caseId })
  expect(await moved()).toEqual([])
})

test('while the office is closed nobody is said to be there, but for whoever is on the roster', async () => {
  const hub = await aHub()
  const { office, desk, hana, chiaki } = hub
  await database.superuser.query(
    'insert into office_day (tenant_id, day, is_open) values ($1, $2, false), ($1, $3, true)',
    [office.tenantId, today, dayAfter(today)],
  )
  const closed = await showToday(hana, {})
  expect(closed.closure).toMatchObject({ because: 'exception', opensOn: dayAfter(today) })
  expect(closed.duty[0]?.present).toEqual([])
  await database.superuser.query(
    `insert into duty (tenant_id, id, desk_id, user_id, day, kind) values ($1, gen_random_uuid(), $2, $3, $4, 'duty')`,
    [office.tenantId, desk.id, chiaki.userId, today],
  )
  expect((await showToday(hana, {})).duty[0]?.present).toHaveLength(1)
  await database.superuser.query('update office_day set is_open = true where tenant_id = $1', [
    office.tenantId,
  ])
  expect((await showToday(hana, {})).closure).toBeNull()
})
