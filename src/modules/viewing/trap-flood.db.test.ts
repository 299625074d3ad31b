import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { shortNumber } from '../../ui/lookup/short-number.ts'
import { registerCaseSources, showCase } from '../cases/testing.ts'
import { listViewingAlerts } from './list-alerts.ts'
import { watchedOffice } from './testing/watched-office.ts'
import { plantTrap } from './traps.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
const { anOffice, caseOf, watch } = watchedOffice(database)

test('whoever opens a planted case is told of, also while two hundred other alerts wait', async () => {
  const one = await anOffice()
  const caseId = await caseOf(one)
  await plantTrap(one.auditor, { case: shortNumber(caseId) })
  await database.superuser.query(
    `insert into audit.viewing_alert (tenant_id, rule, user_id, first_at, last_at, times, last_xid, case_id)
     select $1, 'hours', $2, now(), now(), 1, n, null from generate_series(1, 200) n`,
    [one.office.tenantId, one.counselor.userId],
  )
  await showCase(one.curious, { caseId })
  const traps = async () =>
    (
      await database.superuser.query(
        "select from audit.viewing_alert where tenant_id = $1 and rule = 'trap'",
        [one.office.tenantId],
      )
    ).rowCount
  // "what is found beyond is raised when others were answered" (0161)
  await database.superuser.query(
    "update audit.viewing_alert set answer = 'explained', answered_by = $2, answered_at = now() where tenant_id = $1",
    [one.office.tenantId, one.supervisor.userId],
  )
  await watch()
  expect(await traps()).toBe(1)
})

test('those about whom somebody was asked do not push out what nobody has looked at', async () => {
  const one = await anOffice()
  await database.superuser.query(
    `insert into audit.viewing_alert (tenant_id, rule, user_id, first_at, last_at, times, last_xid, case_id, raised_at, answer, answered_by, answered_at)
     select $1, 'hours', $2, now(), now(), 1, n, null, now() - interval '1 day', 'asked', $3, now() from generate_series(1, 320) n`,
    [one.office.tenantId, one.counselor.userId, one.supervisor.userId],
  )
  const caseId = await caseOf(one)
  await plantTrap(one.auditor, { case: shortNumber(caseId) })
  await showCase(one.curious, { caseId })
  await database.superuser.query(
    `insert into audit.viewing_alert (tenant_id, rule, user_id, first_at, last_at, times, last_xid)
     values ($1, 'refused', $2, now(), now(), 8, 1)`,
    [one.office.tenantId, one.counselor.userId],
  )
  const { open } = await listViewingAlerts(one.auditor, {})
  expect(open).toHaveLength(300)
  expect(open.slice(0, 3).map((alert) => alert.rule)).toEqual(['trap', 'refused', 'hours'])
})

test('a crowd of one desk does not hide that of another desk at the same case', async () => {
  const one = await anOffice()
  const caseId = await caseOf(one)
  const worker = await database.as('yorube_worker')
  const other = await one.office.desk(['supervisor'])
  const raise = (deskId: string, userId: string, lastXid: number) =>
    worker.query(
      "select audit.raise_viewing_alert($1, 'crowd', $2, '{}', $3, $4, now(), now(), 5, $5) as is_new",
      [one.office.tenantId, userId, deskId, caseId, lastXid],
    )
  expect((await raise(one.hub.id, one.curious.userId, 900)).rows).toEqual([{ is_new: true }])
  expect((await raise(other.id, one.counselor.userId, 800)).rows).toEqual([{ is_new: true }])
  expect((await raise(other.id, one.counselor.userId, 800)).rows).toEqual([{ is_new: false }])
})
