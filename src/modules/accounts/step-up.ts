import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Damaged, Reconfirmed, Waiting, Wrong } from './contract.ts'
import { auditReconfirmed, deriveAgain, reconfirm } from './reconfirm.ts'
import { renewSession } from './store/sessions.ts'

/** Five minutes for acts that need it, under a new cookie; the old one serves requests under way for ten seconds. */
export const stepUp = defineUseCase({
  name: 'account.step-up',
  permission: 'own.account',
  purpose: 'own-account',
  input: Reconfirmed,
  subject: () => ({ objectType: 'step-up' }),
  output: z.discriminatedUnion('kind', [
    Waiting,
    Wrong,
    Damaged,
    z.object({ kind: z.literal('renewed'), cookie: z.instanceof(Uint8Array) }),
  ]),
  beforehand: (at, input) => deriveAgain(at, input, { isStepUp: true }),
  async run(scene, input, derived) {
    const verdict = await reconfirm(scene, input, derived, { isStepUp: true })
    if (verdict.kind !== 'proven') return verdict
    if (!(await renewSession(scene.tx, verdict.signedIn))) throw new AppError('conflict')
    return { kind: 'renewed' as const, cookie: verdict.signedIn.cookie }
  },
  audit: (result) => auditReconfirmed(result, 'step-up'),
})
