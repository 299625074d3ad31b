import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { desksOrNone } from '../disclosures/index.ts'
import { ReleaseLine } from './contract.ts'
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
