import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { shortNumber } from '../../ui/lookup/short-number.ts'
import { assign, registerCaseSources, showCase } from '../cases/testing.ts'
import { watchedOffice } from './testing/watched-office.ts'
import { answerViewingAlert, listViewingAlerts, setWatch } from './testing.ts'
import { usualThresholds } from './thresholds.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
const { anOffice, caseOf, watch, rulesSeenBy, noticesTo, outcome, daysAgo } = watchedOffice(database)

test('what is computed from the record reaches whoever leads and the auditors, and never whom it concerns', async () => {
  const one = await anOffice()
  const { curious, counselor, supervisor, manager, auditor, administrator } = one
  const cases = await Promise.all(Array.from({ length: 5 }, () => caseOf(one)))
  for (const caseId of cases) await showCase(curious, { caseId })
  for (const caseId of cases) await showCase(counselor, { caseId })
  expect(await watch()).toBe(2)
  // Many for both of them; the counsellor's own are hers all the same: how many is told, not whose.
  expect(await rulesSeenBy(supervisor)).toEqual(['more 5', 'more 5'])
  expect(await rulesSeenBy(auditor)).toEqual(['more 5', 'more 5'])
  expect(await noticesTo(supervisor)).toBe(2)
  expect(await noticesTo(auditor)).toBe(2)
  expect(await noticesTo(curious)).toBe(0)
  expect(await outcome(listViewingAlerts(curious, {}))).toBe('forbidden')
  expect(await outcome(listViewingAlerts(administrator, {}))).toBe('forbidden')

  // The same facts again: nothing new, and nothing counted twice.
  expect(await watch()).toBe(0)
  expect(await rulesSeenBy(manager)).toEqual(['more 5', 'more 5'])

  // A lead who is concerned herself does not see her own alert, nor can she answer it.
  for (const caseId of cases) await showCase(manager, { caseId })
  expect(await watch()).toBe(1)
  expect(await rulesSeenBy(manager)).toEqual(['more 5', 'more 5'])
  const about = (await listViewingAlerts(supervisor, {})).open.at(-1)
  expect(
    await outcome(
      answerViewingAlert(manager, { alertId: about?.id ?? '', answer: 'explained', note: '自分で答える' }),
    ),
  ).toBe('conflict')
  expect(await noticesTo(manager)).toBe(2)
})

test('one case of others on three days, and refusals within an hour', async () => {
  const one = await anOffice()
  const { curious, supervisor, manager, auditor } = one
  const caseId = await caseOf(one)
  for (const _day of [1, 2]) {
    await showCase(curious, { caseId })
    await daysAgo(1, curious)
  }
  expect(await watch()).toBe(0)
  await showCase(curious, { caseId })
  expect(await watch()).toBe(1)
  expect((await listViewingAlerts(supervisor, {})).open).toMatchObject([
    {
      rule: 'others',
      times: 3,
      caseId,
      caseShort: shortNumber(caseId),
      caseName: expect.stringContaining('転居'),
    },
  ])
  // An auditor holds no key: the number of her own list, and nothing else.
  expect((await listViewingAlerts(auditor, {})).open).toMatchObject([{ caseId: null, caseName: '' }])

  for (let index = 0; index < 3; index++) await outcome(showCase(manager, { caseId: crypto.randomUUID() }))
  expect(await watch()).toBe(1)
  expect(await rulesSeenBy(supervisor)).toEqual(['others 3', 'refused 3'])
  expect(await rulesSeenBy(manager)).toEqual(['others 3'])
})

test('three of one desk at one case of others; whoever leads and was among them is not told', async () => {
  const one = await anOffice()
  const { curious, counselor, supervisor, manager, auditor, office } = one
  const caseId = await caseOf(one)
  const newcomer = await office.person()
  await database.superuser.query(
    `insert into auth.membership (tenant_id, desk_id, user_id, epoch, role, wrap, mac)
     select tenant_id, desk_id, $1, epoch, 'counselor', '', '' from auth.membership where user_id = $2`,
    [newcomer.userId, counselor.userId],
  )
  // The newcomer's own key is not wrapped here: her opening is written as the record would have it.
  await showCase(curious, { caseId })
  await showCase(manager, { caseId })
  expect(await watch()).toBe(0)
  await database.superuser.query(
    `insert into audit.event (tenant_id, actor_id, action, case_id, purpose, result) values ($1, $2, 'case.show', $3, 'support', 'ok')`,
    [office.tenantId, newcomer.userId, caseId],
  )
  expect(await watch()).toBe(1)
  expect((await listViewingAlerts(supervisor, {})).open).toMatchObject([{ rule: 'crowd', times: 3 }])
  expect((await listViewingAlerts(supervisor, {})).open[0]?.withPeople).toHaveLength(2)
  expect(await rulesSeenBy(manager)).toEqual([])
  expect(await noticesTo(manager)).toBe(0)
  expect(await rulesSeenBy(auditor)).toEqual(['crowd 3'])
})

test('a case that was given to somebody else, opened a week later', async () => {
  const one = await anOffice()
  const { curious, counselor, supervisor } = one
  const caseId = await caseOf(one)
  await assign(supervisor, { caseId, assigneeId: curious.userId })
  await showCase(counselor, { caseId })
  expect(await watch()).toBe(0)
  await database.superuser.query("update case_event set at = at - interval '8 days' where case_id = $1", [
    caseId,
  ])
  expect(await watch()).toBe(1)
  expect((await listViewingAlerts(supervisor, {})).open).toMatchObject([{ rule: 'ended', times: 1, caseId }])
})

test('cases of others, opened by somebody whose seat ends in a week', async () => {
  const one = await anOffice()
  const { curious, supervisor, administrator } = one
  await setWatch(administrator, {
    ...usualThresholds,
    leavingLeast: 3,
    usualLeast: 50,
    hoursLeast: 100,
    namesInReport: 'no',
  })
  for (let index = 0; index < 3; index++) await showCase(curious, { caseId: await caseOf(one) })
  expect(await watch()).toBe(0)
  await database.superuser.query(
    "update auth.membership set not_after = extract(epoch from now() + interval '7 days')::bigint where user_id = $1",
    [curious.userId],
  )
  expect(await watch()).toBe(1)
  expect(await rulesSeenBy(supervisor)).toEqual(['leaving 3'])
})
