import { sql } from 'kysely'
import { z } from 'zod'
import { rolesOf } from '../../platform/actor.ts'
import { allows } from '../../platform/permissions.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { watchSetting } from './setting-store.ts'
import { type Thresholds, thresholdBounds, thresholdKeys } from './thresholds.ts'

const Figures = z.object(
  Object.fromEntries(
    thresholdKeys.map((key) => {
      const [least, most] = thresholdBounds[key]
      const bad = 'viewing_setting_bad_number'
      return [key, z.coerce.number(bad).int(bad).min(least, bad).max(most, bad)]
    }),
  ) as { [Key in keyof Thresholds]: z.ZodCoercedNumber },
)

/** The figures of the rules and whether her list names staff: known to everybody who may be watched. */
export const showWatch = defineUseCase({
  name: 'viewing.show-setting',
  permission: 'audit.viewing-rules',
  purpose: 'oversight',
  input: z.object({}),
  subject: () => ({ objectType: 'watch-setting' }),
  output: z.object({
    namesInReport: z.boolean(),
    thresholds: z.record(z.enum(thresholdKeys as [keyof Thresholds]), z.number()),
    isOurs: z.boolean(),
    maySet: z.boolean(),
  }),
  async run({ actor, tx }) {
    return { ...(await watchSetting(tx)), maySet: allows('viewing.set', rolesOf(actor)) }
  },
  audit: () => ({}),
})

/** The office's own figures. Auditors hear of it: a rule that never finds anything is none. */
export const setWatch = defineUseCase({
  name: 'viewing.set',
  permission: 'viewing.set',
  purpose: 'administration',
  input: Figures.extend({ namesInReport: z.enum(['yes', 'no'], 'viewing_setting_names_missing') }),
  subject: () => ({ objectType: 'watch-setting' }),
  output: z.object({}),
  async run({ actor, tx }, input) {
    const row = {
      names_in_report: input.namesInReport === 'yes',
      other_days: input.otherDays,
      usual_times: input.usualTimes,
      usual_least: input.usualLeast,
      hours_margin: input.hoursMargin,
      hours_least: input.hoursLeast,
      ended_days: input.endedDays,
      crowd_people: input.crowdPeople,
      refused_least: input.refusedLeast,
      leaving_days: input.leavingDays,
      leaving_least: input.leavingLeast,
      changed_by: actor.userId,
    }
    await tx
      .insertInto('audit.watch_setting')
      .values({ tenant_id: actor.tenantId, ...row })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ ...row, changed_at: new Date() }))
      .execute()
    await sql`select auth.tell_auditors('viewing.rules-changed', 'watch-setting', ${actor.tenantId}::uuid)`.execute(
      tx,
    )
    return {}
  },
  audit: () => ({}),
})
