import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseForRequest } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import { copyAnswers, ReportLine } from './contract.ts'
import { linesFor } from './report-store.ts'
import { watchSetting } from './setting-store.ts'

/** Lists shown that were made before. */
const mostMade = 20

/** What her list would say of these days, to read it with her before anything is printed. */
export const prepareViewerReport = defineUseCase({
  name: 'viewing.prepare-report',
  permission: 'viewing.report',
  purpose: 'coordination',
  input: z.object({
    caseId: z.uuid(),
    from: z.iso.date().optional().catch(undefined),
    until: z.iso.date().optional().catch(undefined),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({
    caseId: z.uuid(),
    /** Null where the case does not open. */
    caseNumber: z.string().nullable(),
    submissionId: z.uuid(),
    from: z.string(),
    until: z.string(),
    namesStaff: z.boolean(),
    lines: z.array(ReportLine),
    isCut: z.boolean(),
    made: z.array(
      z.object({
        id: z.uuid(),
        day: z.string(),
        copySafe: z.enum(copyAnswers),
      }),
    ),
  }),
  async run(scene, input) {
    const { actor, tx } = scene
    const found = await caseForRequest(scene, input.caseId, 'viewing.report')
    const now = new Date()
    const until = input.until ?? japanDay(now)
    const from = input.from ?? yearBefore(until)
    const { namesInReport } = await watchSetting(tx)
    const told = await linesFor(tx, {
      caseId: found.id,
      from,
      until,
      before: now,
      namesStaff: namesInReport,
    })
    const made = await tx
      .selectFrom('viewer_report')
      .select(['id', 'made_at', 'copy_safe'])
      .where('tenant_id', '=', actor.tenantId)
      .where('case_id', '=', found.id)
      .orderBy('made_at', 'desc')
      .limit(mostMade)
      .execute()
    return {
      caseId: found.id,
      core: found.core,
      from,
      until,
      namesStaff: namesInReport,
      ...told,
      made: made.map((row) => ({
        id: row.id,
        day: japanDay(row.made_at),
        copySafe: row.copy_safe as (typeof copyAnswers)[number],
      })),
    }
  },
  audit: (result) => ({ count: result.lines.length }),
  present: ({ core, ...found }) => ({
    ...found,
    caseNumber: core?.number ?? null,
    submissionId: crypto.randomUUID(),
  }),
})

/** As far back as nobody has said otherwise. */
function yearBefore(day: string): string {
  const [year = 0, ...rest] = day.split('-')
  const before = [Number(year) - 1, ...rest].join('-')
  return before.endsWith('02-29') ? before.replace(/29$/, '28') : before
}
