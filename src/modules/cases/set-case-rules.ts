import { z } from 'zod'
import { desksFor, requireAt } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { ourCaseRules } from './policy.ts'
import { rulesOf } from './rule-store.ts'

const Rules = z.object({
  quietDays: z.coerce.number().int().min(1).max(365),
  retentionYears: z.coerce.number().int().min(1).max(100),
  childAge: z.coerce.number().int().min(0).max(30),
  closingNeedsApproval: z.coerce.boolean().default(false),
})

export const setCaseRules = defineUseCase({
  name: 'case.set-rules',
  permission: 'case.review',
  purpose: 'oversight',
  input: Rules.extend({
    deskId: z.uuid(),
    /** As the rules were seen. */
    mark: z.union([z.literal(''), z.iso.datetime()]).default(''),
  }),
  subject: (input) => ({ objectType: 'desk', objectId: input.deskId }),
  output: z.object({}),
  async run({ actor, tx }, input) {
    requireAt(actor, 'case.review', input.deskId)
    const values = {
      quiet_days: input.quietDays,
      retention_years: input.retentionYears,
      child_age: input.childAge,
      closing_needs_approval: input.closingNeedsApproval,
      changed_by: actor.userId,
      changed_at: new Date(),
    }
    // Nobody's change is written over unseen: null equals nothing, so that rules set meanwhile are not replaced.
    const seen = input.mark === '' ? null : new Date(input.mark)
    const outcome = await tx
      .insertInto('case_rule')
      .values({ tenant_id: actor.tenantId, desk_id: input.deskId, ...values })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'desk_id'])
          .doUpdateSet(values)
          .where('case_rule.changed_at', '=', seen as Date),
      )
      .executeTakeFirst()
    if (outcome.numInsertedOrUpdatedRows === 0n) throw new AppError('conflict', 'cases_conflict')
    return {}
  },
  audit: () => ({}),
})

export const showCaseRules = defineUseCase({
  name: 'case.show-rules',
  permission: 'case.review',
  purpose: 'oversight',
  input: z.object({ deskId: z.uuid().optional() }),
  subject: () => ({ objectType: 'desk' }),
  output: z.object({
    deskId: z.uuid(),
    desks: z.array(z.object({ deskId: z.uuid(), name: z.string() })),
    rules: Rules.extend({ isOurs: z.boolean(), mark: z.string() }),
    ours: Rules,
  }),
  async run({ actor, tx }, input) {
    const mine = [...new Set(desksFor(actor, 'case.review'))]
    const deskId = input.deskId ?? mine[0]
    if (!deskId || !mine.includes(deskId)) throw new AppError('forbidden')
    const [names, rules] = await Promise.all([deskNames(tx, mine), rulesOf(tx, deskId)])
    return {
      deskId,
      desks: mine.map((id) => ({ deskId: id, name: names.get(id)?.name ?? '' })),
      rules,
      ours: ourCaseRules,
    }
  },
  audit: (result) => ({ objectId: result.deskId }),
})
