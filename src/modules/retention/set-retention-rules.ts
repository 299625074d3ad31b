import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { agreedAct, askAct, decideAct, openActs } from '../../platform/acts.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import {
  ourRetentionRules,
  type RetentionRules,
  retentionRules,
  writeRetentionRules,
} from '../cases/index.ts'
import { rulesAct } from './contract.ts'
import { namesOfStaff } from './kept-records.ts'
import { fieldsOfRules, rulesOfFields, shortens } from './policy.ts'

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
  output: z.object({
    rules: Rules.extend({ rev: z.number() }),
    ours: Rules,
    mayChange: z.boolean(),
    /** What managers have asked for, over the rules as they are. */
    asked: z.array(
      z.object({
        id: z.uuid(),
        seal: z.string(),
        rules: Rules,
        askedBy: z.string(),
        expiresAt: z.date(),
        isMine: z.boolean(),
        decidedBy: z.string().nullable(),
      }),
    ),
  }),
  async run(scene) {
    const rules = await retentionRules(scene)
    const acts = (await openActs(scene, rulesAct)).filter(
      ({ fields }) => rulesOfFields(fields).rev === rules.rev,
    )
    const staff = await namesOfStaff(
      scene.tx,
      acts.flatMap((one) => [one.askedBy, one.decidedBy]),
    )
    return {
      rules,
      ours: ourRetentionRules,
      mayChange: desksFor(scene.actor, 'retention.set-rules').length > 0,
      asked: acts.map((one) => ({
        id: one.id,
        seal: one.seal,
        rules: rulesOfFields(one.fields).rules,
        askedBy: staff.get(one.askedBy) ?? '',
        expiresAt: one.expiresAt,
        isMine: one.askedBy === scene.actor.userId,
        decidedBy: one.decidedBy ? (staff.get(one.decidedBy) ?? '') : null,
      })),
    }
  },
  audit: () => ({}),
})

/** What this body's own document rules say. One manager may keep longer; shorter takes another one's agreement. */
export const setRetentionRules = defineUseCase({
  name: 'retention.set-rules',
  permission: 'retention.set-rules',
  purpose: 'administration',
  input: Rules.extend({ rev: z.coerce.number().int().min(0) }),
  subject: () => ({ objectType: 'retention_rule' }),
  output: z.object({ rev: z.number() }),
  async run(scene, { rev, ...rules }) {
    await write(scene, rules, rev, null)
    return { rev: rev + 1 }
  },
  audit: (_result, { rev: _rev, ...rules }) => ({ basis: basisOf(rules) }),
})

/** Asks another manager to agree to exactly these figures, over the rules as they are now. */
export const askForRules = defineUseCase({
  name: 'retention.ask-rules',
  permission: 'retention.set-rules',
  purpose: 'administration',
  input: Rules.extend({ rev: z.coerce.number().int().min(0) }),
  subject: () => ({ objectType: 'retention_rule' }),
  output: z.object({ asked: z.literal(true) }),
  async run(scene, { rev, ...rules }) {
    const current = await retentionRules(scene)
    if (current.rev !== rev) throw changedMeanwhile(current.rev)
    if (!shortens(rules, current)) throw new AppError('refused', 'retention_rules_alone')
    if (!(await askAct(scene, rulesAct, fieldsOfRules(rules, rev)))) throw new AppError('forbidden')
    return { asked: true as const }
  },
  audit: (_result, { rev: _rev, ...rules }) => ({ basis: basisOf(rules) }),
})

/** The other manager, who has seen exactly these figures and has just shown who she is. */
export const decideOnRules = defineUseCase({
  name: 'retention.decide-rules',
  permission: 'retention.set-rules',
  purpose: 'administration',
  input: z.object({
    actId: z.uuid(),
    seal: z.string().regex(/^[0-9a-f]{64}$/),
    answer: z.enum(['agree', 'decline']),
  }),
  subject: (input) => ({ objectType: 'act', objectId: input.actId }),
  output: z.object({ answer: z.enum(['agree', 'decline']) }),
  async run(scene, { actId, seal, answer }) {
    const verdict = await decideAct(scene, actId, seal, answer === 'agree')
    if (verdict === 'unconfirmed') throw new AppError('step-up-required')
    if (verdict !== 'done') throw new AppError('refused', `retention_act_${verdict}`)
    return { answer }
  },
  audit: (_result, { answer }) => ({ basis: answer }),
})

/** In the asker's own session, once, if the rules are still those over which she asked. */
export const setAgreedRules = defineUseCase({
  name: 'retention.set-agreed-rules',
  permission: 'retention.set-rules',
  purpose: 'administration',
  input: z.object({ actId: z.uuid() }),
  subject: () => ({ objectType: 'retention_rule' }),
  output: z.object({ rev: z.number() }),
  async run(scene, { actId }) {
    const agreed = await agreedAct(scene, actId, rulesAct)
    if (!agreed) throw new AppError('refused', 'retention_act_absent')
    const { rules, rev } = rulesOfFields(agreed.fields)
    await write(scene, rules, rev, { id: actId, seal: agreed.seal })
    return { rev: rev + 1, rules }
  },
  audit: ({ rules }) => ({ basis: basisOf(rules) }),
})

async function write(
  scene: Scene,
  rules: RetentionRules,
  rev: number,
  agreed: { id: string; seal: Buffer } | null,
): Promise<void> {
  const verdict = await writeRetentionRules(scene, rules, rev, agreed)
  if (verdict === 'conflict') throw changedMeanwhile((await retentionRules(scene)).rev)
  if (verdict === 'unconfirmed') throw new AppError('step-up-required')
  if (verdict === 'absent') throw new AppError('forbidden')
  if (verdict === 'unagreed') throw new AppError('refused', 'retention_rules_two')
}

function changedMeanwhile(rev: number): AppError {
  return new AppError('conflict', 'retention_rules_changed', { facts: { rev } })
}

function basisOf(rules: RetentionRules): string {
  return Object.entries(rules)
    .map(([name, value]) => `${name}=${value}`)
    .join(';')
}
