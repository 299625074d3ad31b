import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import type { Scene } from '../../platform/use-case.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseForRequest } from '../cases/index.ts'
import { dayAfter, japanDay } from '../directory/index.ts'
import { LedgerLine } from './contract.ts'
import { lineOf, sealedLines } from './ledger-lines.ts'
import { mayDecideRow, maySeeRow } from './may-see-row.ts'

const mostLines = 100

/** What was told about one case, to whom and why: newest first. Its key is within reach afterwards. */
export async function ledgerOfCase(scene: Scene, caseId: string) {
  const rows = await scene.tx
    .selectFrom('disclosure')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('case_id', '=', caseId)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(mostLines)
    .execute()
  return sealedLines(scene, rows)
}

export const openLedger = defineUseCase({
  name: 'disclosure.ledger',
  permission: 'disclosure.read',
  purpose: 'coordination',
  input: z.object({ caseId: z.uuid() }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({
    caseId: z.uuid(),
    caseNumber: z.string(),
    /** For the form beside it: sent twice, it happens once. */
    submissionId: z.uuid(),
    lines: z.array(LedgerLine),
  }),
  async run(scene, input) {
    const found = await caseForRequest(scene, input.caseId, 'disclosure.read')
    return { caseId: found.id, core: found.core, lines: await ledgerOfCase(scene, found.id) }
  },
  audit: (result) => ({ count: result.lines.length }),
  present: ({ caseId, core, lines }) => ({
    caseId,
    caseNumber: core?.number ?? '',
    submissionId: crypto.randomUUID(),
    lines: lines.map(lineOf),
  }),
})

/** Shares that end within the coming days, so that somebody decides in time. */
export const expiringShares = defineUseCase({
  name: 'disclosure.expiring',
  permission: 'disclosure.read',
  purpose: 'coordination',
  input: z.object({ withinDays: z.coerce.number().int().min(1).max(60).default(14) }),
  subject: () => ({ objectType: 'disclosure' }),
  output: z.object({ lines: z.array(LedgerLine) }),
  async run(scene, input) {
    const today = japanDay(new Date())
    const rows = await scene.tx
      .selectFrom('disclosure')
      .selectAll()
      .where('tenant_id', '=', scene.actor.tenantId)
      .where('desk_id', 'in', desksOrNone(desksFor(scene.actor, 'disclosure.read')))
      .where('state', '=', 'live')
      .where('until_day', '>=', today)
      .where('until_day', '<=', dayAfter(today, input.withinDays))
      .orderBy('until_day')
      .orderBy('id')
      .limit(mostLines)
      .execute()
    return { lines: await sealedLines(scene, rows) }
  },
  audit: (result) => ({ count: result.lines.length }),
  present: ({ lines }) => ({ lines: lines.map(lineOf) }),
})

/** What waits for a decision, and what was done first and is still unseen; a decider's own acts are for somebody else. */
export async function waitingLines(scene: Scene, deskIds: readonly string[]) {
  return sealedLines(scene, await waitingRows(scene, deskIds))
}

/** How many of them this person can decide or look at: her own are somebody else's. */
export async function decisionsWaiting(scene: Scene): Promise<number> {
  const rows = await waitingRows(scene, desksFor(scene.actor, 'request.decide'))
  return rows.filter((row) => row.state !== 'proposed' || mayDecideRow(scene.actor, row)).length
}

async function waitingRows(scene: Scene, deskIds: readonly string[]) {
  const desks = desksOrNone(deskIds)
  const rows = await scene.tx
    .selectFrom('disclosure')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('desk_id', 'in', desks)
    .where((where) =>
      where.or([
        where('state', '=', 'proposed'),
        where.and([where('see_by', 'is not', null), where('seen_at', 'is', null)]),
      ]),
    )
    .orderBy('made_at')
    .orderBy('id')
    .limit(mostLines)
    .execute()
  const leads = desksFor(scene.actor, 'request.decide')
  return rows.filter(
    (row) => row.state === 'proposed' || !leads.includes(row.desk_id) || maySeeRow(scene.actor, row),
  )
}

export const waitingDisclosures = defineUseCase({
  name: 'disclosure.waiting',
  permission: 'request.decide',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'disclosure' }),
  output: z.object({ proposed: z.array(LedgerLine), unseen: z.array(LedgerLine) }),
  run: async (scene) => ({ lines: await waitingLines(scene, desksFor(scene.actor, 'request.decide')) }),
  audit: (result) => ({ count: result.lines.length }),
  present: ({ lines }) => {
    const all = lines.map(lineOf)
    return {
      proposed: all.filter((line) => line.state === 'proposed'),
      unseen: all.filter((line) => line.state !== 'proposed'),
    }
  },
})

/** `in ()` is no SQL; the nil id matches nothing. */
export function desksOrNone(deskIds: readonly string[]): string[] {
  return deskIds.length > 0 ? [...deskIds] : ['00000000-0000-0000-0000-000000000000']
}
