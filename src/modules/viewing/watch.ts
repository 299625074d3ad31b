import { closedBecause, usualHours } from '../directory/index.ts'
import type { Rule } from './codes.ts'
import type { CaseDay, Finding, LastLook, Look, OfficeHours, Opening, Refusals, Usual } from './facts.ts'
import { crowd, ended, hours, leaving, more, others, refused } from './rules.ts'
import { type Thresholds, usualThresholds } from './thresholds.ts'
import { type Told, Untold } from './told.ts'

/** The worker's connection: functions that answer with ids, times and counts, and one that raises an alert. */
export interface Asks {
  query(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

/** Goes over the last day of every tenant and raises what the rules find. Answers how many alerts are new. */
export async function watchViewing(asks: Asks): Promise<number> {
  const { rows } = await asks.query('select tenant_id from audit.watched_tenants()')
  let raised = 0
  for (const row of rows) raised += await watchTenant(asks, row.tenant_id as string)
  return raised
}

async function watchTenant(asks: Asks, tenantId: string): Promise<number> {
  let raised = 0
  for (const one of await findingsOf(asks, tenantId)) {
    const { rows } = await asks.query(
      'select audit.raise_viewing_alert($1, $2, $3, $4::uuid[], $5, $6, $7, $8, $9, $10) as is_new',
      [
        tenantId,
        one.rule,
        one.userId,
        [...one.withIds],
        one.deskId,
        one.caseId,
        one.firstAt,
        one.lastAt,
        one.times,
        one.lastXid,
      ],
    )
    if (rows[0]?.is_new === true) raised++
  }
  return raised
}

async function findingsOf(asks: Asks, tenantId: string): Promise<Finding[]> {
  const { thresholds, office } = await termsOf(asks, tenantId)
  const untold = new Untold(await toldOf(asks, tenantId))
  const looks = await looksOf(asks, tenantId)
  const [days, usual, refusals, last] = [
    await daysOf(asks, tenantId, looks),
    await usualOf(asks, tenantId, looks, thresholds),
    await refusalsOf(asks, tenantId),
    await lastLooksOf(asks, tenantId, thresholds),
  ]
  return [
    ...others(looks, days, thresholds, untold),
    ...more(looks, usual, thresholds, untold),
    ...hours(looks, office, thresholds, untold),
    ...ended(looks, thresholds, untold),
    ...crowd(looks, thresholds, untold),
    ...refused(refusals, thresholds, untold),
    ...leaving(last, thresholds, untold),
  ]
}

const since = () => new Date(Date.now() - 86_400_000)

async function termsOf(
  asks: Asks,
  tenantId: string,
): Promise<{ thresholds: Thresholds; office: OfficeHours }> {
  const { rows } = await asks.query('select * from audit.watch_terms($1)', [tenantId])
  const row = rows[0] ?? {}
  const chosen = (column: string, ours: number) => (row[column] as number | null) ?? ours
  const exceptions = new Map<string, boolean>([
    ...((row.open_days as string[]) ?? []).map((day) => [day, true] as const),
    ...((row.closed_days as string[]) ?? []).map((day) => [day, false] as const),
  ])
  return {
    thresholds: {
      otherDays: chosen('other_days', usualThresholds.otherDays),
      usualTimes: chosen('usual_times', usualThresholds.usualTimes),
      usualLeast: chosen('usual_least', usualThresholds.usualLeast),
      hoursMargin: chosen('hours_margin', usualThresholds.hoursMargin),
      hoursLeast: chosen('hours_least', usualThresholds.hoursLeast),
      endedDays: chosen('ended_days', usualThresholds.endedDays),
      crowdPeople: chosen('crowd_people', usualThresholds.crowdPeople),
      refusedLeast: chosen('refused_least', usualThresholds.refusedLeast),
      leavingDays: chosen('leaving_days', usualThresholds.leavingDays),
      leavingLeast: chosen('leaving_least', usualThresholds.leavingLeast),
    },
    office: {
      opensAt: (row.opens_at as string | null) ?? usualHours.opensAt,
      closesAt: (row.closes_at as string | null) ?? usualHours.closesAt,
      isOpenOn: (day) => closedBecause(day, exceptions) === null,
    },
  }
}

async function toldOf(asks: Asks, tenantId: string): Promise<Told[]> {
  const { rows } = await asks.query('select * from audit.told_viewing($1)', [tenantId])
  return rows.map((row) => ({
    rule: row.rule as Rule,
    userId: row.user_id as string,
    caseId: row.case_id as string | null,
    deskId: row.desk_id as string | null,
    lastXid: Number(row.last_xid),
  }))
}

async function looksOf(asks: Asks, tenantId: string): Promise<Look[]> {
  const { rows } = await asks.query('select * from audit.looks_since($1, $2)', [tenantId, since()])
  return rows.map((row) => ({
    userId: row.user_id as string,
    recordId: row.record_id as string,
    caseId: row.case_id as string | null,
    deskId: row.desk_id as string | null,
    openings: openingsOf(row),
    relates: row.relates as boolean,
    endedAt: row.ended_at as Date | null,
    onDuty: row.on_duty as boolean,
  }))
}

function openingsOf(row: Record<string, unknown>): Opening[] {
  const xids = row.xids as (string | number)[]
  return (row.ats as Date[]).map((at, index) => ({ at, xid: Number(xids[index]) }))
}

async function daysOf(asks: Asks, tenantId: string, looks: readonly Look[]): Promise<CaseDay[]> {
  const strange = looks.filter((look) => look.caseId !== null && !look.relates)
  const { rows } = await asks.query('select * from audit.days_at_cases($1, $2::uuid[], $3::uuid[])', [
    tenantId,
    strange.map((look) => look.userId),
    strange.map((look) => look.caseId),
  ])
  return rows.map((row) => ({
    userId: row.user_id as string,
    caseId: row.case_id as string,
    day: row.day as string,
    at: row.at as Date,
    xid: Number(row.last_xid),
  }))
}

/** The four weeks before are read for those alone who opened enough for the rule today. */
async function usualOf(
  asks: Asks,
  tenantId: string,
  looks: readonly Look[],
  { usualLeast }: Thresholds,
): Promise<Usual[]> {
  const many = [...Map.groupBy(looks, (look) => look.userId)]
    .filter(([, own]) => own.length >= usualLeast)
    .map(([userId]) => userId)
  if (many.length === 0) return []
  const { rows } = await asks.query('select * from audit.usual_looks($1, $2::uuid[])', [tenantId, many])
  return rows.map((row) => ({
    userId: row.user_id as string,
    usual: Number(row.usual),
    days: Number(row.days),
  }))
}

async function refusalsOf(asks: Asks, tenantId: string): Promise<Refusals[]> {
  const { rows } = await asks.query('select * from audit.refusals_since($1, $2)', [tenantId, since()])
  return rows.map((row) => ({
    userId: row.user_id as string,
    deskId: row.desk_id as string | null,
    openings: openingsOf(row),
  }))
}

async function lastLooksOf(asks: Asks, tenantId: string, { leavingDays }: Thresholds): Promise<LastLook[]> {
  const { rows } = await asks.query('select * from audit.looks_before_leaving($1, $2)', [
    tenantId,
    leavingDays,
  ])
  return rows.map((row) => ({
    userId: row.user_id as string,
    deskId: row.desk_id as string,
    caseId: row.case_id as string,
    at: row.at as Date,
    xid: Number(row.last_xid),
  }))
}
