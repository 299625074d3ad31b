import { expect } from 'vitest'
import type { useDatabase } from '../../../platform/db/testing/use-database.ts'
import { signInAsAuditor } from '../../../platform/testing/auditors.ts'
import { TestOffice, type TestPerson } from '../../../platform/testing/office.ts'
import { aCase, assign, reviewCase } from '../../cases/testing.ts'
import { listViewingAlerts } from '../list-alerts.ts'
import { setWatch } from '../set-watch.ts'
import { usualThresholds } from '../thresholds.ts'
import { watchViewing } from '../watch.ts'

/** An office whose figures are small enough to reach, and what its tests ask of it. */
export function watchedOffice(database: ReturnType<typeof useDatabase>) {
  async function anOffice() {
    const office = await TestOffice.open(database)
    const hub = await office.desk(['counselor', 'counselor', 'supervisor', 'manager'])
    const [counselor, curious, supervisor, manager] = hub.people
    if (!counselor || !curious || !supervisor || !manager) throw new Error('people are missing')
    const administrator = await office.person({ tenantRole: 'tenant_admin' })
    const auditor = await office.person({ tenantRole: 'auditor' })
    await signInAsAuditor(auditor)
    for (const person of [administrator, auditor]) await office.stepUp(person)
    await setWatch(administrator, {
      ...usualThresholds,
      usualLeast: 5,
      hoursLeast: 100,
      crowdPeople: 3,
      refusedLeast: 3,
      namesInReport: 'no',
    })
    return { office, hub, counselor, curious, supervisor, manager, administrator, auditor }
  }

  /** A case that is the counsellor's, looked at by her supervisor: nobody else has to do with it. */
  async function caseOf({ counselor, supervisor }: Awaited<ReturnType<typeof anOffice>>) {
    const caseId = await aCase(counselor)
    await reviewCase(supervisor, { caseId })
    await assign(supervisor, { caseId, assigneeId: counselor.userId })
    return caseId
  }
  const watchNow = async () => {
    const worker = await database.as('yorube_worker')
    return watchViewing({ query: (text, values) => worker.query(text, values) })
  }
  /** As the next round does: whoever else writes on this server may still have a transaction open that began before. */
  const watch = async () => {
    const { rows } = await database.superuser.query('select max(xid8)::text as last from audit.event')
    await expect
      .poll(
        async () =>
          (
            await database.superuser.query(
              'select $1::xid8 < pg_snapshot_xmin(pg_current_snapshot()) as settled',
              [rows[0].last],
            )
          ).rows[0].settled,
        { timeout: 20_000 },
      )
      .toBe(true)
    return watchNow()
  }
  const rulesSeenBy = async (who: TestPerson) =>
    (await listViewingAlerts(who, {})).open.map((one) => `${one.rule} ${one.times}`).sort()
  const noticesTo = async (who: TestPerson) =>
    (
      await database.superuser.query(
        "select kind from notice where user_id = $1 and kind like 'viewing.alert'",
        [who.userId],
      )
    ).rowCount
  const outcome = (act: Promise<unknown>) =>
    act.then(
      () => 'done',
      (error) => `${error.code}`,
    )
  const daysAgo = (days: number, who: TestPerson) =>
    database.superuser.query(
      'update audit.event set at = at - make_interval(days => $1) where actor_id = $2',
      [days, who.userId],
    )

  return { anOffice, caseOf, watch, watchNow, rulesSeenBy, noticesTo, outcome, daysAgo }
}
