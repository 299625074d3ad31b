import { z } from 'zod'
import type { Scene } from '../../platform/use-case.ts'
import { beginningOf } from '../accounts/index.ts'
import { hasCheckedWindows } from '../directory/index.ts'

export const firstSteps = ['invite', 'open-desk', 'check-windows'] as const
export const FirstStep = z.object({ step: z.enum(firstSteps), isDone: z.boolean() })
export type FirstStep = z.output<typeof FirstStep>

/** What administrators of a new office do first, in order; nothing once all of it is done. */
export async function firstStepsFor(scene: Scene): Promise<FirstStep[]> {
  if (!scene.actor.roles.includes('tenant_admin')) return []
  const { hasStaff, hasOpenHub } = await beginningOf(scene)
  const done = {
    invite: hasStaff,
    'open-desk': hasOpenHub,
    'check-windows': await hasCheckedWindows(scene.tx),
  }
  const steps = firstSteps.map((step) => ({ step, isDone: done[step] }))
  return steps.every(({ isDone }) => isDone) ? [] : steps
}
