import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { desksOrNone, staffNames } from '../disclosures/index.ts'
import { ApprovalLine, ReleaseLine } from './contract.ts'
import { releaseLines } from './register-store.ts'

const pageSize = 50

/** Everything that left, newest first; keyset by instant. */
export const listReleases = defineUseCase({
  name: 'release.list',
  permission: 'release.read',
  purpose: 'oversight',
  input: z.object({ before: z.iso.datetime({ offset: true }).optional() }),
  subject: () => ({ objectType: 'release' }),
  output: z.object({ lines: z.array(ReleaseLine), next: z.string().nullable() }),
  async run(scene, input) {
    let query = scene.tx
      .selectFrom('release')
      .selectAll()
      .where('tenant_id', '=', scene.actor.tenantId)
      .where('desk_id', 'in', desksOrNone(desksFor(scene.actor, 'release.read')))
    if (input.before) query = query.where('at', '<', new Date(input.before))
    const rows = await query
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(pageSize + 1)
      .execute()
    const lines = await releaseLines(scene, rows.slice(0, pageSize))
    const last = lines.at(-1)
    return { lines, next: rows.length > pageSize && last ? last.at.toISOString() : null }
  },
  audit: (result) => ({ count: result.lines.length }),
})

/** Numbered sheets that nobody has collected or destroyed yet; oldest first. */
export const listPaperOut = defineUseCase({
  name: 'release.paper-out',
  permission: 'request.answer-on-behalf',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'release' }),
  output: z.object({ lines: z.array(ReleaseLine) }),
  async run(scene) {
    const rows = await scene.tx
      .selectFrom('release')
      .selectAll()
      .where('tenant_id', '=', scene.actor.tenantId)
      .where('desk_id', 'in', desksOrNone(desksFor(scene.actor, 'request.answer-on-behalf')))
      .where('paper_state', '=', 'out')
      .orderBy('at')
      .orderBy('id')
      .limit(100)
      .execute()
    return { lines: await releaseLines(scene, rows) }
  },
  audit: (result) => ({ count: result.lines.length }),
})

/** Where a second pair of eyes is asked for, by colleagues of my desks. */
export const listSecondAsked = defineUseCase({
  name: 'release.second-asked',
  permission: 'request.send',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'release_approval' }),
  output: z.object({ lines: z.array(ApprovalLine) }),
  async run(scene) {
    const { actor, tx } = scene
    const rows = await tx
      .selectFrom('release_approval')
      .selectAll()
      .where('tenant_id', '=', actor.tenantId)
      .where('desk_id', 'in', desksOrNone(desksFor(actor, 'request.send')))
      .where('used_at', 'is', null)
      .where('approved_by', 'is', null)
      .where('asked_by', '<>', actor.userId)
      .where('asked_at', '>', new Date(Date.now() - 24 * 3_600_000))
      .orderBy('asked_at')
      .limit(50)
      .execute()
    const names = await staffNames(
      scene,
      rows.map((row) => row.asked_by),
    )
    return {
      lines: rows.map((row) => ({
        id: row.id,
        document: row.document,
        subjectId: row.subject_id,
        caseId: row.case_id,
        askedBy: names.get(row.asked_by) ?? '',
        askedAt: row.asked_at,
      })),
    }
  },
  audit: (result) => ({ count: result.lines.length }),
})
