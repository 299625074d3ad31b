import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { DisclosureRules } from './contract.ts'
import { shippedRules } from './policy.ts'
import { disclosureRules, writeRules } from './rule-store.ts'

const Rules = DisclosureRules.extend({
  rev: z.number(),
  /** As the product was shipped, to compare with. */
  shipped: DisclosureRules,
  mayChange: z.boolean(),
})

export const readDisclosureRules = defineUseCase({
  name: 'disclosure.rules',
  permission: 'disclosure.read',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'disclosure_rule' }),
  output: Rules,
  run: async (scene) => ({
    ...(await disclosureRules(scene)),
    shipped: shippedRules,
    mayChange: desksFor(scene.actor, 'disclosure.set-rules').length > 0,
  }),
  audit: () => ({}),
})

/** Who decides with and without consent, and how many working days: the manager's to set, on the record. */
export const setDisclosureRules = defineUseCase({
  name: 'disclosure.set-rules',
  permission: 'disclosure.set-rules',
  purpose: 'coordination',
  input: DisclosureRules.extend({ rev: z.coerce.number().int().min(0) }),
  subject: () => ({ objectType: 'disclosure_rule' }),
  output: z.object({ rev: z.number() }),
  async run(scene, { rev, ...rules }) {
    if (!(await writeRules(scene, rules, rev))) {
      const current = await disclosureRules(scene)
      throw new AppError('conflict', 'disclosures_rules_changed', { facts: { rev: current.rev } })
    }
    return { rev: rev + 1 }
  },
  audit: () => ({}),
})
