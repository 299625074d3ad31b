import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { cardsOfCase, PersonCard } from '../people/index.ts'
import { openApprovals } from './approval-store.ts'
import { caseFor } from './case-row.ts'
import { type CaseStatus, type RiskLevel, stillOpenKinds } from './codes.ts'
import { CaseId } from './contract.ts'
import { dayInJapan, laterOf, needsReasonToLeaveOpen, retainUntil, whyCannotClose } from './policy.ts'
import { consultationsKeptUntil, rulesAtClosing } from './retention-rules.ts'
import { stillOpenOf } from './still-open.ts'

const StillOpen = z.object({
  id: z.uuid(),
  kind: z.enum(stillOpenKinds),
  href: z.string(),
  words: z.string(),
  title: z.string(),
})

/** What closing would mean: until when the records are kept, counted from the children's birth dates, and what still waits. */
export const prepareClosing = defineUseCase({
  name: 'case.prepare-closing',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId,
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({
    today: z.string(),
    retainUntil: z.string(),
    /** What a consultation in it was promised is longer than the case's own rule. */
    isKeptByConsultations: z.boolean(),
    children: z.number(),
    /** Children whose birth date is not known: the day cannot be counted from them. */
    childrenWithoutBirthDate: z.number(),
    rules: z.object({
      retentionYears: z.number(),
      childAge: z.number(),
      closingNeedsApproval: z.boolean(),
      isOurs: z.boolean(),
      countsFrom: z.enum(['fiscal_year', 'day']),
    }),
    refusal: z.string().nullable(),
    waitingApprovals: z.number(),
    /** What is not finished yet. */
    stillOpen: z.array(StillOpen),
    needsOpenReason: z.boolean(),
  }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    const [people, rules, approvals, stillOpen, keptByConsultations] = await Promise.all([
      cardsOfCase(scene.tx, row.id),
      rulesAtClosing(scene, row.desk_id),
      openApprovals(scene.tx, row.id),
      stillOpenOf(scene.tx, row.id),
      consultationsKeptUntil(scene.tx, row.id),
    ])
    const state = { status: row.status as CaseStatus, riskLevel: row.risk_level as RiskLevel }
    return {
      people,
      rules,
      stillOpen,
      keptByConsultations,
      waiting: approvals.length,
      refusal: whyCannotClose(state) ?? null,
    }
  },
  audit: (result) => ({ count: result.people.length }),
  present(opened) {
    const today = dayInJapan()
    const births = opened.people
      .filter((one) => one.part === 'child')
      .map((one) => PersonCard.nullable().parse(one.card)?.birthDate ?? null)
    const { rules, keptByConsultations } = opened
    const ofCase = retainUntil(today, births, rules)
    return {
      today,
      retainUntil: laterOf(ofCase, keptByConsultations),
      isKeptByConsultations: laterOf(ofCase, keptByConsultations) !== ofCase,
      children: births.length,
      childrenWithoutBirthDate: births.filter((birth) => birth === null).length,
      rules,
      refusal: opened.refusal,
      waitingApprovals: opened.waiting,
      stillOpen: opened.stillOpen.map(({ content, ...one }) => ({ ...one, title: content?.title ?? '' })),
      needsOpenReason: needsReasonToLeaveOpen(opened.stillOpen.map((one) => one.kind)),
    }
  },
})
