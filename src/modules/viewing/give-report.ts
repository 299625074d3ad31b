import { z } from 'zod'
import { asReleased, releasedOf } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseForRequest } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import { findRelease, type ReleaseOrder, release } from '../documents/index.ts'
import { copyAnswers, Period, ReportLine } from './contract.ts'
import { linesFor } from './report-store.ts'
import { watchSetting } from './setting-store.ts'

const fieldsOf = (namesStaff: boolean): ReleaseOrder['fields'] => [
  { name: 'day', class: 'P' },
  { name: 'agency', class: 'P' },
  { name: 'role', class: 'P' },
  { name: 'purpose', class: 'P' },
  ...(namesStaff ? [{ name: 'staff_name', class: 'P' } as const] : []),
]

/**
 * The list of who opened her record was read with her at the desk. Only where she said that a copy is safe to keep is one
 * released for printing, to her and to nobody else; her answer is recorded either way.
 */
export const giveViewerReport = defineUseCase({
  name: 'viewing.give-report',
  permission: 'viewing.report',
  purpose: 'coordination',
  input: Period.extend({
    submissionId: z.uuid(),
    caseId: z.uuid(),
    copySafe: z.enum(copyAnswers, 'viewing_copy_safe_needed'),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const { actor, tx } = scene
    const found = await caseForRequest(scene, input.caseId, 'viewing.report')
    const { namesInReport } = await watchSetting(tx)
    const id = crypto.randomUUID()
    const stamp =
      input.copySafe === 'yes'
        ? await release(scene, {
            document: 'own_viewer_report',
            subjectId: id,
            recipient: { kind: 'client' },
            fields: fieldsOf(namesInReport),
            purpose: 'read_with_her',
            caseId: found.id,
            deskId: found.deskId,
            isPaper: false,
          })
        : null
    await tx
      .insertInto('viewer_report')
      .values({
        tenant_id: actor.tenantId,
        id,
        case_id: found.id,
        desk_id: found.deskId,
        from_day: input.from,
        until_day: input.until,
        with_names: namesInReport,
        copy_safe: input.copySafe,
        made_by: actor.userId,
        release_id: stamp?.id ?? null,
      })
      .execute()
    return { id }
  },
  audit: () => ({}),
})

export const ViewerReport = z.object({
  caseId: z.uuid(),
  from: z.string(),
  until: z.string(),
  lines: z.array(ReportLine),
  isCut: z.boolean(),
})

/** The page that is printed for her: only under the number it was released with, only on that day, only to that moment. */
export const printViewerReport = defineUseCase({
  name: 'viewing.print-report',
  permission: 'viewing.report',
  purpose: 'coordination',
  input: z.object({ caseId: z.uuid(), reportId: z.uuid() }),
  subject: (input) => ({ objectType: 'viewer-report', objectId: input.reportId, caseId: input.caseId }),
  output: releasedOf(ViewerReport),
  async run(scene, input) {
    const { actor, tx } = scene
    const found = await caseForRequest(scene, input.caseId, 'viewing.report')
    const report = await tx
      .selectFrom('viewer_report')
      .selectAll()
      .where('tenant_id', '=', actor.tenantId)
      .where('case_id', '=', found.id)
      .where('id', '=', input.reportId)
      .executeTakeFirst()
    if (!report?.release_id || japanDay(report.made_at) !== japanDay(new Date()))
      throw new AppError('not-found')
    const { stamp } = await findRelease(scene, report.release_id)
    const told = await linesFor(tx, {
      caseId: found.id,
      from: report.from_day,
      until: report.until_day,
      before: report.made_at,
      namesStaff: report.with_names,
    })
    return { stamp, content: { caseId: found.id, from: report.from_day, until: report.until_day, ...told } }
  },
  audit: (result) => ({ count: result.content.lines.length }),
  present: ({ stamp, content }) => asReleased(stamp, content),
})
