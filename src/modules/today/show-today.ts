import { z } from 'zod'
import { desksFor, rolesOf } from '../../platform/actor.ts'
import { allows } from '../../platform/permissions.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Closure } from '../directory/index.ts'
import { TodayPart } from './contract.ts'
import { FirstStep, firstStepsFor } from './first-steps.ts'
import { partsOf } from './lines.ts'
import { shownOfEach } from './matters.ts'
import { namesFor } from './names.ts'
import { foundFor } from './sources.ts'
import { type Whose, whoseWork } from './whose-work.ts'

const Duty = z.object({
  deskId: z.uuid(),
  name: z.string(),
  present: z.array(z.string()),
  absent: z.array(z.object({ name: z.string(), coveredBy: z.string().nullable(), isMine: z.boolean() })),
})

const Output = z.object({
  day: z.string(),
  parts: z.array(TodayPart),
  duty: z.array(Duty),
  /** Null = the office is open today. */
  closure: Closure.nullable(),
  may: z.object({ record: z.boolean(), refer: z.boolean() }),
  /** False for a newcomer whom no desk has admitted yet, and who has no office of her own either. */
  hasRole: z.boolean(),
  firstSteps: z.array(FirstStep),
})
export type Today = z.output<typeof Output>

/**
 * The first page of a desk and of a person: what must not wait, first. One transaction, a fixed number of statements;
 * what stands there follows from what one may do, so that everybody sees her own work and no empty panels.
 */
export const showToday = defineUseCase({
  name: 'today.show',
  permission: 'own.today',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({ objectType: 'today' }),
  output: Output,
  async run(scene) {
    const whose = await whoseWork(scene)
    const found = await foundFor(scene, whose, { from: 0, count: shownOfEach })
    const names = await namesFor(scene, found, whose)
    const steps = await firstStepsFor(scene)
    return {
      day: whose.today,
      steps,
      found,
      names,
      duty: dutyOf(whose, names, scene.actor.userId),
      closure: whose.closure,
      standsInFor: whose.userIds.filter((id) => id !== scene.actor.userId),
    }
  },
  audit: (result) => ({ count: Object.values(result.found).flat().length }),
  present: ({ day, steps, found, names, duty, closure, standsInFor }, _input, actor) => ({
    day,
    parts: partsOf(found, names, { userId: actor.userId, today: day, standsInFor }, shownOfEach),
    duty,
    closure,
    may: {
      record: allows('consultation.write', rolesOf(actor)),
      refer: desksFor(actor, 'referral.send').length > 0,
    },
    hasRole: rolesOf(actor).length > 0,
    firstSteps: steps,
  }),
})

function dutyOf(
  { duties, userIds, closure }: Whose,
  names: { staff: Record<string, string>; deskShortNames: Record<string, string> },
  me: string,
) {
  return [...duties].map(([deskId, { present, absent, hasRoster }]) => {
    // While the office is closed, only who was put on the roster is there, and nobody else is missed.
    const isQuiet = closure !== null && !hasRoster
    return {
      deskId,
      name: names.deskShortNames[deskId] ?? '',
      present: isQuiet ? [] : present.map((member) => member.name),
      absent: absent
        .map(({ userId, name, coveredBy }) => ({
          name,
          coveredBy: coveredBy ? (present.find((member) => member.userId === coveredBy)?.name ?? null) : null,
          isMine: userId !== me && userIds.includes(userId),
        }))
        .filter(({ isMine }) => isMine || !isQuiet),
    }
  })
}
