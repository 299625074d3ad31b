import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { admit, askAdmission, giveFactors, signIn, visitorAt } from '../accounts/testing.ts'
import { aCase, showCase } from '../cases/testing.ts'
import { aConsultation } from '../consultations/testing.ts'
import { answerAlarm, listAlarms } from '../oversight/testing.ts'
import { showToday } from './show-today.ts'

const database = useDatabase()
beforeEach(() => {
  database.alarms.length = 0
})

/** An office with everybody who is told, and a case whose rows can be altered. */
async function anOffice() {
  const office = await TestOffice.open(database)
  const administrator = await office.person({ tenantRole: 'tenant_admin', name: '見本 管理' })
  const auditor = await office.person({ tenantRole: 'auditor' })
  const victim = await office.person({ name: '例示 被害' })
  const other = await office.person()
  const hub = await office.deskOf([
    { person: victim, role: 'counselor' },
    { person: other, role: 'supervisor' },
    { person: await office.person(), role: 'manager' },
  ])
  const factors = await giveFactors(database, office, victim, 'totp')
  return { office, administrator, auditor, victim, other, lead: hub.people[2] ?? other, hub, factors }
}
type Office = Awaited<ReturnType<typeof anOffice>>

/** One byte more, as somebody with the database's password would do it. */
async function alter(table: string, where: string, values: unknown[], column = 'mac', byte = 0) {
  const { rowCount } = await database.superuser.query(
    `update ${table} set ${column} = set_byte(${column}, ${byte}, (get_byte(${column}, ${byte}) + 1) % 256) where ${where}`,
    values,
  )
  expect(rowCount).toBeGreaterThan(0)
}

async function knock({ office, victim, factors }: Office) {
  await database.superuser.query('delete from auth.sign_in_attempt where tenant_id = $1', [office.tenantId])
  await database.superuser.query('update auth.factor set last_step = 0 where user_id = $1', [victim.userId])
  return signIn(visitorAt(office), {
    login: victim.login,
    password: victim.password,
    code: factors.totp(),
  })
}

/** What she is told, on the page of alarms and on her first page. */
async function toldTo(who: TestPerson) {
  await database.alarmsWritten()
  const { open } = await listAlarms(who, {})
  const part = (await showToday(who, {})).parts.find(({ matter }) => matter === 'alarm')
  expect(part?.total ?? 0).toBe(open.length)
  expect(part?.lines.map((line) => line.href) ?? []).toEqual(
    open.slice(0, 6).map(({ id }) => `/alarms#${id}`),
  )
  return open.map(({ kind, objectId, account, times }) => ({ kind, objectId, account, times }))
}

test('whichever byte of the unlocker’s MAC is changed: no sign-in, a plain answer, one alarm that counts', async () => {
  const all = await anOffice()
  const { victim, other, administrator, auditor } = all
  expect(await knock(all)).toMatchObject({ kind: 'in' })
  const where = 'user_id = $1'
  const { rows } = await database.superuser.query(
    'select length(mac) as length from auth.unlocker where user_id = $1',
    [victim.userId],
  )
  expect(rows).toEqual([{ length: 32 }])
  for (let byte = 0; byte < 32; byte++) {
    await alter('auth.unlocker', where, [victim.userId], 'mac', byte)
    expect(await knock(all)).toEqual({ kind: 'damaged' })
    await database.superuser.query(
      `update auth.unlocker set mac = set_byte(mac, ${byte}, (get_byte(mac, ${byte}) + 255) % 256) where user_id = $1`,
      [victim.userId],
    )
  }
  expect(await knock(all)).toMatchObject({ kind: 'in' })
  const told = [{ kind: 'auth.unlocker', objectId: victim.userId, account: '例示 被害', times: 1 }]
  expect(await toldTo(administrator)).toEqual(told)
  expect(await toldTo(auditor)).toEqual(told)
  // Nobody else is shown it.
  expect((await showToday(other, {})).parts.filter(({ matter }) => matter === 'alarm')).toEqual([])
  await expect(listAlarms(other, {})).rejects.toMatchObject({ code: 'forbidden' })
})

test.each(['salt', 'auth_hash', 'wrap'])(
  'an altered %s of the unlocker is no wrong password',
  async (column) => {
    const all = await anOffice()
    await alter('auth.unlocker', 'user_id = $1', [all.victim.userId], column)
    expect(await knock(all)).toEqual({ kind: 'damaged' })
    expect(await toldTo(all.administrator)).toMatchObject([{ kind: 'auth.unlocker' }])
  },
)

test('a second factor that does not open says so, but only to who knows the password', async () => {
  const all = await anOffice()
  await alter('auth.factor', "user_id = $1 and kind = 'totp'", [all.victim.userId], 'secret', 40)
  const { office, victim, factors } = all
  expect(
    await signIn(visitorAt(office), {
      login: victim.login,
      password: 'not her password',
      code: factors.totp(),
    }),
  ).toEqual({ kind: 'wrong' })
  expect(await knock(all)).toEqual({ kind: 'damaged' })
  expect(await toldTo(all.administrator)).toMatchObject([{ kind: 'auth.factor', account: '例示 被害' }])
})

test('nobody is given a desk’s key under an altered public key', async () => {
  const { office, other, lead, hub, administrator } = await anOffice()
  const newcomer = await office.person()
  for (const person of [other, lead]) await office.stepUp(person)
  const { id } = await askAdmission(other, { deskId: hub.id, login: newcomer.login, role: 'counselor' })
  for (let byte = 0; byte < 32; byte++) {
    await alter('auth.user_key', 'user_id = $1', [newcomer.userId], 'mac', byte)
    await expect(admit(lead, { admissionId: id })).rejects.toMatchObject({ code: 'unopenable', status: 423 })
  }
  expect(await toldTo(administrator)).toMatchObject([{ kind: 'auth.user_key', objectId: newcomer.userId }])
  const { rows } = await database.superuser.query(
    "select result from audit.event where action = 'desk.admit' and actor_id = $1 group by result",
    [lead.userId],
  )
  expect(rows).toEqual([{ result: 'unopenable' }])
})

test('a role, a seat, a desk’s key and a share that were altered count for nothing, and each is told', async () => {
  const { administrator, victim, other, hub, auditor } = await anOffice()
  const caseId = await aCase(other, { family: '架空' })
  await alter('auth.compartment_grant', 'desk_id = $1', [hub.id])
  expect((await showCase(other, { caseId })).core).toBeNull()
  await alter('auth.desk_key', 'desk_id = $1', [hub.id])
  await expect(aCase(other)).rejects.toMatchObject({ code: 'unopenable' })
  await alter('auth.membership', 'user_id = $1', [victim.userId])
  await expect(showCase(victim, { caseId })).rejects.toMatchObject({ code: 'forbidden' })
  await alter('auth.role_assignment', 'user_id = $1', [auditor.userId])
  await expect(listAlarms(auditor, {})).rejects.toMatchObject({ code: 'forbidden' })
  const kinds = (await toldTo(administrator)).map((one) => one.kind)
  expect(kinds).toEqual(
    expect.arrayContaining([
      'auth.compartment_grant',
      'auth.desk_key',
      'auth.membership',
      'auth.role_assignment',
    ]),
  )
  // Every kind of key row, and none of the documents under them.
  expect(new Set(kinds).size).toBe(4)
  const elsewhere = await (await TestOffice.open(database)).person({ tenantRole: 'tenant_admin' })
  expect(await toldTo(elsewhere)).toEqual([])
  expect(JSON.stringify(await database.superuser.query('select * from audit.alarm'))).not.toContain('架空')
})

test('an altered share is the one alarm, however many documents lie under its key', async () => {
  const { administrator, other, hub } = await anOffice()
  const caseId = await aCase(other, { family: '架空' })
  const { rows } = await database.superuser.query<{ id: string }>(
    "select id from auth.compartment where case_id = $1 and kind = 'core'",
    [caseId],
  )
  const compartmentId = rows[0]?.id
  await alter('auth.compartment_grant', 'compartment_id = $1', [compartmentId], 'wrap', 40)
  expect((await showCase(other, { caseId })).core).toBeNull()
  const grant = { kind: 'auth.compartment_grant', objectId: compartmentId }
  expect(await toldTo(administrator)).toMatchObject([grant])
  await database.superuser.query(
    'update auth.compartment_grant set wrap = set_byte(wrap, 40, (get_byte(wrap, 40) + 255) % 256) where desk_id = $1 and compartment_id = $2',
    [hub.id, compartmentId],
  )
  expect((await showCase(other, { caseId })).core).not.toBeNull()
  // The key opens now: what refuses from here on was altered itself.
  await alter('case_', 'id = $1', [caseId], 'core', 60)
  expect((await showCase(other, { caseId })).core).toBeNull()
  expect(await toldTo(administrator)).toEqual(
    expect.arrayContaining([
      expect.objectContaining(grant),
      expect.objectContaining({ kind: 'case_.core', objectId: caseId }),
    ]),
  )
})

test.each(['mac', 'public_key', 'key_id'])(
  'whoever’s own key row was altered (%s) is not let in, and learns it only once she has proven who she is',
  async (column) => {
    const all = await anOffice()
    const { office, victim, administrator, auditor } = all
    await alter('auth.user_key', 'user_id = $1', [victim.userId], column)
    const wrong = { login: victim.login, password: victim.password, code: '000000' }
    expect(await signIn(visitorAt(office), wrong)).toEqual({ kind: 'wrong' })
    expect(await toldTo(administrator)).toEqual([])
    expect(await knock(all)).toEqual({ kind: 'damaged' })
    const told = [{ kind: 'auth.user_key', objectId: victim.userId, account: '例示 被害', times: 1 }]
    expect(await toldTo(administrator)).toEqual(told)
    expect(await toldTo(auditor)).toEqual(told)
    await database.superuser.query(
      `update auth.user_key set ${column} = set_byte(${column}, 0, (get_byte(${column}, 0) + 255) % 256) where user_id = $1`,
      [victim.userId],
    )
    expect(await knock(all)).toMatchObject({ kind: 'in' })
  },
)

test('a session whose wrap was altered opens nothing and is told', async () => {
  const { administrator, victim, other } = await anOffice()
  await aConsultation(other, { person: { family: '架空', given: '様' } })
  await alter('auth.session', 'user_id = $1', [victim.userId], 'wrap', 40)
  await expect(aConsultation(victim, { person: { family: '架空', given: '様' } })).rejects.toMatchObject({
    code: 'unopenable',
  })
  expect(await toldTo(administrator)).toMatchObject([{ kind: 'auth.session', objectId: victim.userId }])
})

test('it stays until somebody answers; then it is quiet for a day, or until it happens again', async () => {
  const all = await anOffice()
  const { administrator, auditor, office } = all
  await alter('auth.unlocker', 'user_id = $1', [all.victim.userId])
  // Past the process, which counts for a minute before it writes again.
  const raised = () =>
    database.superuser.query("select audit.raise_alarm($1, 'auth.unlocker', $2, null, 1)", [
      office.tenantId,
      all.victim.userId,
    ])
  await knock(all)
  await database.alarmsWritten()
  await raised()
  expect(await toldTo(administrator)).toMatchObject([{ times: 2 }])
  const openId = async () => (await listAlarms(administrator, {})).open[0]?.id ?? ''

  const seen = await openId()
  await answerAlarm(administrator, { alarmId: seen, answer: 'looking' })
  expect(await toldTo(administrator)).toEqual([])
  await raised()
  expect(await toldTo(auditor)).toEqual([])
  expect((await listAlarms(auditor, {})).answered).toMatchObject([
    { answer: 'looking', answeredBy: '見本 管理', times: 3 },
  ])
  await database.superuser.query(
    "update audit.alarm set answered_at = now() - interval '25 hours' where tenant_id = $1",
    [office.tenantId],
  )
  await raised()
  expect(await toldTo(auditor)).toHaveLength(1)

  await answerAlarm(auditor, { alarmId: await openId(), answer: 'restored' })
  expect(await toldTo(administrator)).toEqual([])
  await raised()
  expect(await toldTo(administrator)).toHaveLength(1)
  await answerAlarm(auditor, { alarmId: seen, answer: 'explained' })
  await expect(answerAlarm(administrator, { alarmId: seen, answer: 'restored' })).rejects.toMatchObject({
    code: 'conflict',
  })
  const { rows } = await database.superuser.query(
    "select actor_id, basis from audit.event where action = 'alarm.answer' and result = 'ok' and object_id = $1 order by seq",
    [seen],
  )
  expect(rows).toEqual([
    { actor_id: administrator.userId, basis: 'looking' },
    { actor_id: auditor.userId, basis: 'explained' },
  ])
  const elsewhere = await (await TestOffice.open(database)).person({ tenantRole: 'tenant_admin' })
  await expect(answerAlarm(elsewhere, { alarmId: await openId(), answer: 'restored' })).rejects.toMatchObject(
    { code: 'conflict' },
  )
})

test('a flood of refusals fills neither the table nor the page', async () => {
  const { office, administrator } = await anOffice()
  for (let index = 0; index < 230; index++) {
    platform().raise({ tenantId: office.tenantId, label: 'case_.core', rowId: crypto.randomUUID() })
  }
  const nowhere = { tenantId: crypto.randomUUID(), label: 'case_.core', rowId: crypto.randomUUID() }
  platform().raise(nowhere)
  await database.alarmsWritten()
  const { rows } = await database.superuser.query(
    "select count(*)::int as rows, sum(times)::int as times, count(*) filter (where kind = 'others')::int as others from audit.alarm where tenant_id = $1",
    [office.tenantId],
  )
  expect(rows).toEqual([{ rows: 201, times: 230, others: 1 }])
  expect((await listAlarms(administrator, {})).open).toHaveLength(201)
  const stray = await database.superuser.query('select 1 from audit.alarm where tenant_id = $1', [
    nowhere.tenantId,
  ])
  expect(stray.rows).toEqual([])
})
