import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { sealedOf } from '../../platform/records.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseLabels } from '../cases/index.ts'
import { japanDay, officeCalendar, officeDaysAfter } from '../directory/index.ts'
import { reviewWithin, verdicts } from './contract.ts'
import { glassReasonRecord } from './records.ts'

const most = 50

/** Cases of my desks that somebody on duty has opened: those that wait for a look first, then the latest. */
export const listGlass = defineUseCase({
  name: 'glass.list',
  permission: 'glass.review',
  purpose: 'oversight',
  input: z.object({}),
  subject: () => ({ objectType: 'glass' }),
  output: z.object({
    glasses: z.array(
      z.object({
        id: z.uuid(),
        caseId: z.uuid(),
        number: z.string(),
        title: z.string(),
        name: z.string(),
        isMine: z.boolean(),
        at: z.date(),
        endsAt: z.date(),
        reason: z.string().nullable(),
        reviewBy: z.string(),
        isLate: z.boolean(),
        verdict: z.enum(verdicts).nullable(),
        reviewedBy: z.string().nullable(),
      }),
    ),
  }),
  async run({ actor, tx }) {
    const rows = await tx
      .selectFrom('auth.break_glass as b')
      .innerJoin('auth.staff_user as u', (join) =>
        join.onRef('u.tenant_id', '=', 'b.tenant_id').onRef('u.id', '=', 'b.user_id'),
      )
      .leftJoin('auth.staff_user as r', (join) =>
        join.onRef('r.tenant_id', '=', 'b.tenant_id').onRef('r.id', '=', 'b.reviewed_by'),
      )
      .selectAll('b')
      .select(['u.display_name as name', 'r.display_name as reviewer'])
      .where('b.case_desk_id', '=', sql<string>`any(${desksFor(actor, 'glass.review')}::uuid[])`)
      .orderBy(sql`b.verdict is not null`)
      .orderBy('b.at', 'desc')
      .limit(most)
      .execute()
    const labels = await caseLabels(
      tx,
      rows.map((row) => row.case_id),
    )
    const first = rows.map((row) => japanDay(row.at)).sort()[0] ?? japanDay(new Date())
    const calendar = await officeCalendar(tx, first)
    return {
      rows: rows.map((row) => ({
        id: row.id,
        caseId: row.case_id,
        label: labels.get(row.case_id)?.label ?? null,
        name: row.name,
        isMine: row.user_id === actor.userId,
        at: row.at,
        endsAt: row.ends_at,
        reviewBy: officeDaysAfter(calendar, row.at, reviewWithin).day,
        verdict: row.verdict as (typeof verdicts)[number] | null,
        reviewedBy: row.reviewer,
        reason: sealedOf(glassReasonRecord, {
          tenantId: row.tenant_id,
          id: row.id,
          compartmentId: row.case_desk_id,
          rev: 1,
          schema: row.schema_no,
          bytes: row.reason,
        }),
      })),
    }
  },
  audit: (result) => ({ count: result.rows.length }),
  present: ({ rows }) => ({
    glasses: rows.map(({ label, reason, ...row }) => ({
      ...row,
      number: label?.number ?? '',
      title: label?.title ?? '',
      reason: reason?.text ?? null,
      isLate: row.verdict === null && row.reviewBy < japanDay(new Date()),
    })),
  }),
})
