import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { ourRetentionRules, retentionRules, writeRetentionRules } from '../cases/index.ts'

const figure = (least: number, most: number) =>
  z.coerce
    .number('retention_error_figure')
    .int('retention_error_figure')
    .min(least, 'retention_error_figure')
    .max(most, 'retention_error_figure')

const Rules = z.object({
  caseYears: figure(1, 100),
  consultationYears: figure(1, 100),
  childAge: figure(0, 30),
  countsFrom: z.enum(['fiscal_year', 'day'], 'retention_error_figure'),
  backupDays: figure(1, 400),
})

export const showRetentionRules = defineUseCase({
  name: 'retention.show-rules',
  permission: 'disposal.read',
  purpose: 'oversight',
  input: z.object({}),
  subject: () => ({ objectType: 'retention_rule' }),
  output: z.object({ rules: Rules.extend({ rev: z.number() }), ours: Rules, mayChange: z.boolean() }),
  run: async (scene) => ({
    rules: await retentionRules(scene),
    ours: ourRetentionRules,
    mayChange: desksFor(scene.actor, 'retention.set-rules').length > 0,
  }),
  audit: () => ({}),
})

/** What this body's own document rules say; what was closed before is kept at least as long as it was closed for. */
export const setRetentionRules = defineUseCase({
  name: 'retention.set-rules',
  permission: 'retention.set-rules',
  purpose: 'administration',
  input: Rules.extend({ rev: z.coerce.number().int().min(0) }),
  subject: () => ({ objectType: 'retention_rule' }),
  output: z.object({ rev: z.number() }),
  async run(scene, { rev, ...rules }) {
    if (!(await writeRetentionRules(scene, rules, rev))) {
      const current = await retentionRules(scene)
      throw new AppError('conflict', 'retention_rules_changed', { facts: { rev: current.rev } })
    }
    return { rev: rev + 1 }
  },
  audit: (_result, { rev: _rev, ...rules }) => ({
    basis: Object.entries(rules)
      .map(([name, value]) => `${name}=${value}`)
      .join(';'),
  }),
})
