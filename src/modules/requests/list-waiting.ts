import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { reviewCounts } from '../cases/index.ts'
import { LedgerLine, lineOf, waitingLines } from '../disclosures/index.ts'

const Line = LedgerLine.extend({ requestId: z.uuid().nullable() })

/** What waits for a decision and what must still be seen, with the request it belongs to. For everybody of the hub. */
export const listWaiting = defineUseCase({
  name: 'request.waiting',
  permission: 'request.send',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'disclosure' }),
  output: z.object({
    maySee: z.boolean(),
    proposed: z.array(Line),
    unseen: z.array(Line),
    /** What of the cases waits for whoever leads: to be approved, to be looked at afterwards, to be read at first. */
    caseReviews: z.object({ approvals: z.number(), toSee: z.number(), toRead: z.number() }).nullable(),
  }),
  async run(scene) {
    const lines = await waitingLines(scene, desksFor(scene.actor, 'request.send'))
    const reviews = await reviewCounts(scene)
    const ids = lines.map((line) => line.row.id)
    const rows =
      ids.length === 0
        ? []
        : await scene.tx
            .selectFrom('request')
            .select(['id', 'disclosure_id'])
            .where('tenant_id', '=', scene.actor.tenantId)
            .where('disclosure_id', 'in', ids)
            .execute()
    return {
      maySee: desksFor(scene.actor, 'request.decide').length > 0,
      caseReviews: reviews && {
        approvals: reviews.approvals,
        toSee: reviews['to-see'],
        toRead: reviews.new,
      },
      lines,
      requests: rows.map((row) => ({ requestId: row.id, disclosureId: row.disclosure_id })),
    }
  },
  audit: (result) => ({ count: result.lines.length }),
  present: ({ maySee, caseReviews, lines, requests }) => {
    const byDisclosure = new Map(requests.map((one) => [one.disclosureId, one.requestId]))
    const all = lines.map(lineOf).map((line) => ({ ...line, requestId: byDisclosure.get(line.id) ?? null }))
    return {
      maySee,
      caseReviews,
      proposed: all.filter((line) => line.state === 'proposed'),
      unseen: all.filter((line) => line.state !== 'proposed'),
    }
  },
})
