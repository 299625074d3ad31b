import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { PersonCard, peopleOfCase } from '../people/index.ts'
import { coreOf, safetyOf } from './case-row.ts'
import { TimelineItem } from './case-view.ts'
import { riskLevels } from './codes.ts'
import { CaseCore, CaseId, SafetyDocument } from './contract.ts'
import { staffAround } from './staff-store.ts'
import { mergeNewest, timelineSources } from './timeline.ts'
import { describedEntries } from './timeline-page.ts'

const shownEntries = 20
const kinds = ['consultation', 'note'] as const

/**
 * What somebody on duty needs at night: whom she has on the telephone, how to keep her safe, what was done last. Nothing can
 * be changed here, and no whereabouts, files, requests or ledger are within reach (migrations/0143).
 */
export const showInEmergency = defineUseCase({
  name: 'duty.read-case',
  permission: 'case.read-in-emergency',
  purpose: 'protection',
  input: CaseId,
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({
    caseId: z.uuid(),
    deskName: z.string(),
    endsAt: z.date(),
    riskLevel: z.enum(riskLevels),
    core: CaseCore.nullable(),
    safety: SafetyDocument.nullable(),
    people: z.array(z.object({ id: z.uuid(), part: z.string(), card: PersonCard.nullable() })),
    timeline: z.array(TimelineItem),
  }),
  async run(scene, { caseId }) {
    const { tx } = scene
    const endsAt = await openUntil(scene, caseId)
    const row = await tx.selectFrom('case_').selectAll().where('id', '=', caseId).executeTakeFirst()
    if (!row) throw new AppError('not-found')
    const [people, names, desks, entries] = await Promise.all([
      peopleOfCase(tx, caseId),
      staffAround(tx, caseId),
      deskNames(tx, [row.desk_id]),
      Promise.all(
        timelineSources(kinds).map(async (source) =>
          (await source.entries(tx, caseId, null, shownEntries)).map((entry) => ({
            ...entry,
            kind: source.kind,
          })),
        ),
      ),
    ])
    return {
      caseId: row.id,
      deskName: desks.get(row.desk_id)?.name ?? '',
      endsAt,
      riskLevel: row.risk_level as (typeof riskLevels)[number],
      core: coreOf(row),
      safety: safetyOf(row),
      people: people.map(({ id, part, card }) => ({ id, part, card })),
      names: Object.fromEntries(names),
      entries: mergeNewest(entries, shownEntries).entries,
    }
  },
  audit: (result) => ({ basis: 'break-glass', count: result.entries.length }),
  present: ({ names, entries, ...rest }, _input, actor) => ({
    ...rest,
    timeline: describedEntries(entries, { names, desks: {}, seenBefore: null, userId: actor.userId }),
  }),
})

/** Her own broken glass, while it lives; for everybody else there is no such page. */
async function openUntil({ actor, tx }: Scene, caseId: string): Promise<Date> {
  const row = await tx
    .selectFrom('auth.break_glass')
    .select('ends_at')
    .where('case_id', '=', caseId)
    .where('user_id', '=', actor.userId)
    .where('ends_at', '>', new Date())
    .orderBy('ends_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return row.ends_at
}
