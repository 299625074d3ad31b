import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw } from '../../platform/testing/office.ts'
import { shortNumber } from '../../ui/lookup/short-number.ts'
import { blockPerson, registerCaseSources, showCase } from '../cases/testing.ts'
import { watchedOffice } from './testing/watched-office.ts'
import {
  answerViewingAlert,
  endTrap,
  listTraps,
  listViewingAlerts,
  plantTrap,
  setWatch,
  showWatch,
} from './testing.ts'
import { usualThresholds } from './thresholds.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
const { anOffice, caseOf, rulesSeenBy, noticesTo, outcome } = watchedOffice(database)

test('a planted case: an ordinary one to whoever opens it, an alert with the same act', async () => {
  const one = await anOffice()
  const { curious, counselor, supervisor, auditor, manager } = one
  const [caseId, other] = [await caseOf(one), await caseOf(one)]
  const plain = await showCase(curious, { caseId: other })
  await plantTrap(auditor, { case: shortNumber(caseId) })
  const seen = await showCase(curious, { caseId })
  expect(Object.keys(seen).sort()).toEqual(Object.keys(plain).sort())
  expect({ ...seen.case, id: other }).toMatchObject({
    status: plain.case.status,
    riskLevel: plain.case.riskLevel,
  })
  expect((await listViewingAlerts(supervisor, {})).open).toMatchObject([{ rule: 'trap', times: 1, caseId }])
  expect(await noticesTo(auditor)).toBe(1)
  expect(await noticesTo(curious)).toBe(0)
  // Whoever made it springs it too; while one is unanswered, hers is counted there.
  await showCase(curious, { caseId })
  await showCase(counselor, { caseId })
  expect(await rulesSeenBy(auditor)).toEqual(['trap 1', 'trap 2'])
  // Nobody but auditors knows, and not without having confirmed.
  for (const who of [supervisor, manager, curious, one.administrator])
    expect(await outcome(listTraps(who, {}))).toBe('forbidden')
  const raw = await database.as('yorube_app')
  for (const who of [supervisor, curious, one.administrator]) {
    await raw.query('begin')
    await enterRaw(raw, who)
    const rows = await raw.query('select * from audit.trap')
    const planted = await raw.query('select audit.set_trap($1, $2, $2) as done', [crypto.randomUUID(), other])
    await raw.query('rollback')
    expect([rows.rowCount, planted.rows[0].done]).toEqual([0, false])
  }
  const [trap] = (await listTraps(auditor, {})).traps
  await endTrap(auditor, { trapId: trap?.id ?? '' })
  await showCase(supervisor, { caseId })
  expect(await rulesSeenBy(auditor)).toEqual(['trap 1', 'trap 2'])
  await one.office.stepDown(auditor)
  expect(await outcome(plantTrap(auditor, { case: shortNumber(other) }))).toBe('step-up-required')
})

test('an answer is given once, its words lie sealed in the record, and asking comes to an end', async () => {
  const one = await anOffice()
  const { curious, supervisor, manager, auditor } = one
  const caseId = await caseOf(one)
  await plantTrap(auditor, { case: caseId })
  await showCase(curious, { caseId })
  const [alert] = (await listViewingAlerts(supervisor, {})).open
  const alertId = alert?.id ?? ''
  expect(await outcome(answerViewingAlert(supervisor, { alertId, answer: 'asked', note: '' }))).toBe(
    'invalid',
  )
  await answerViewingAlert(supervisor, { alertId, answer: 'asked', note: '例示さんに明日の朝きく' })
  expect(await outcome(answerViewingAlert(manager, { alertId, answer: 'asked', note: 'もう一度きく' }))).toBe(
    'conflict',
  )
  await answerViewingAlert(manager, { alertId, answer: 'escalated', note: '説明がつかなかった' })
  expect(
    await outcome(answerViewingAlert(auditor, { alertId, answer: 'explained', note: 'あとから答える' })),
  ).toBe('conflict')
  expect((await listViewingAlerts(supervisor, {})).answered).toMatchObject([
    { id: alertId, answer: 'escalated' },
  ])
  const lines = await database.superuser.query(
    "select basis, reason is not null as sealed, reason::text as reason from audit.event where action = 'viewing.answer-alert' and result = 'ok' and object_id = $1 order by seq",
    [alertId],
  )
  expect(lines.rows).toMatchObject([
    { basis: 'asked', sealed: true },
    { basis: 'escalated', sealed: true },
  ])
  expect(JSON.stringify(lines.rows)).not.toContain(Buffer.from('例示').toString('hex'))
  const told = await database.superuser.query(
    "select 1 from notice where kind = 'viewing.escalated' and user_id = $1",
    [auditor.userId],
  )
  expect(told.rowCount).toBe(1)
})

test('another desk, another tenant and somebody for whom the case does not exist see nothing and answer nothing', async () => {
  const one = await anOffice()
  const { office, counselor, curious, supervisor, manager, auditor } = one
  const [stranger] = (await office.desk(['supervisor'])).people
  const elsewhere = await anOffice()
  if (!stranger) throw new Error('people are missing')
  const caseId = await caseOf(one)
  await plantTrap(auditor, { case: caseId })
  await blockPerson(counselor, { caseId, userId: manager.userId, reason: '届出による' })
  await showCase(curious, { caseId })
  const [alert] = (await listViewingAlerts(supervisor, {})).open
  const answer = { alertId: alert?.id ?? '', answer: 'explained', note: '事情はわかった' } as const
  for (const who of [stranger, manager, elsewhere.supervisor, elsewhere.auditor]) {
    expect(await rulesSeenBy(who)).toEqual([])
    expect(await outcome(answerViewingAlert(who, answer))).toBe('conflict')
  }
  expect(await noticesTo(manager)).toBe(0)
  expect(await outcome(answerViewingAlert(curious, answer))).toBe('forbidden')
  expect(await outcome(answerViewingAlert(supervisor, answer))).toBe('done')
})

test('two hundred wait at most; the figures are an administrator’s, and auditors hear of a change', async () => {
  const one = await anOffice()
  const { office, curious, supervisor, administrator, auditor } = one
  await database.superuser.query(
    `select audit.raise_viewing_alert($1, 'ended', $2, '{}', $3, null, now(), now(), 1, n)
     from generate_series(1, 1) n`,
    [office.tenantId, curious.userId, one.hub.id],
  )
  await database.superuser.query(
    `insert into audit.viewing_alert (tenant_id, rule, user_id, desk_id, case_id, first_at, last_at, times, last_xid)
     select $1, 'others', $2, $3, gen_random_uuid(), now(), now(), 1, n from generate_series(1, 199) n`,
    [office.tenantId, curious.userId, one.hub.id],
  )
  const { rows } = await database.superuser.query(
    "select audit.raise_viewing_alert($1, 'hours', $2, '{}', $3, null, now(), now(), 9, 9) as is_new",
    [office.tenantId, curious.userId, one.hub.id],
  )
  expect(rows[0].is_new).toBe(false)
  expect((await listViewingAlerts(supervisor, {})).open).toHaveLength(200)

  const figures = { ...usualThresholds, namesInReport: 'yes' as const }
  for (const who of [supervisor, auditor, curious])
    expect(await outcome(setWatch(who, figures))).toBe('forbidden')
  expect(await outcome(setWatch(administrator, { ...figures, otherDays: 1 }))).toBe('invalid')
  await office.stepDown(administrator)
  expect(await outcome(setWatch(administrator, figures))).toBe('step-up-required')
  await office.stepUp(administrator)
  await setWatch(administrator, figures)
  // What is watched is no secret, least of all from whoever is.
  for (const who of [supervisor, curious])
    expect(await showWatch(who, {})).toMatchObject({ namesInReport: true, isOurs: false, maySet: false })
  const told = await database.superuser.query(
    "select 1 from notice where kind = 'viewing.rules-changed' and user_id = $1",
    [auditor.userId],
  )
  expect(told.rowCount).toBe(2)
})
