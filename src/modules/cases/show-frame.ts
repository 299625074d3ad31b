import { z } from 'zod'
import { allows } from '../../platform/permissions.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { listCards, nameToShow, PersonCard } from '../people/index.ts'
import { caseFor, coreOf, safetyOf } from './case-row.ts'
import { caseStatuses, riskLevels, waitingReasons } from './codes.ts'
import { CaseId, CaseLabel, SafetyDocument } from './contract.ts'
import { membersOfDesk } from './staff-store.ts'

/** What stands around every page about a case: the safety notes, who it is, and who could take it on. */
export const showFrame = defineUseCase({
  name: 'case.frame',
  permission: 'case.read',
  purpose: 'support',
  input: CaseId,
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({
    caseId: z.uuid(),
    name: z.string(),
    label: CaseLabel.nullable(),
    safety: SafetyDocument.nullable(),
    status: z.enum(caseStatuses),
    waitingFor: z.enum(waitingReasons).nullable(),
    riskLevel: z.enum(riskLevels),
    reassessBy: z.string().nullable(),
    nextReviewOn: z.string().nullable(),
    assigneeId: z.uuid().nullable(),
    deskId: z.uuid(),
    deskName: z.string(),
    colleagues: z.array(z.object({ userId: z.uuid(), name: z.string() })),
    submissionId: z.uuid(),
  }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.read', input.caseId)
    const [cards, members, desks] = await Promise.all([
      listCards(scene.tx, [row.client_id]),
      membersOfDesk(scene.tx, row.desk_id),
      deskNames(scene.tx, [row.desk_id]),
    ])
    return {
      caseId: row.id,
      card: cards.get(row.client_id) ?? null,
      core: coreOf(row),
      safety: safetyOf(row),
      status: row.status as (typeof caseStatuses)[number],
      waitingFor: row.waiting_for as (typeof waitingReasons)[number] | null,
      riskLevel: row.risk_level as (typeof riskLevels)[number],
      reassessBy: row.reassess_by,
      nextReviewOn: row.next_review_on,
      assigneeId: row.assignee_id,
      deskId: row.desk_id,
      deskName: desks.get(row.desk_id)?.name ?? '',
      colleagues: members
        .filter((one) => allows('case.write', [one.role]))
        .map(({ userId, name }) => ({ userId, name })),
    }
  },
  audit: () => ({}),
  present({ card, core, ...rest }) {
    const shown = PersonCard.nullable().parse(card)
    return { ...rest, label: core, name: shown ? nameToShow(shown) : '', submissionId: crypto.randomUUID() }
  },
})
