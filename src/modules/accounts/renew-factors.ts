import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Damaged, FactorChoice, Reconfirmed, ShownCodes, Waiting, Wrong } from './contract.ts'
import { newFactors } from './factors.ts'
import { auditReconfirmed, deriveAgain, reconfirm } from './reconfirm.ts'
import { replaceFactors } from './store/sign-in.ts'

/** A new card or authenticator and new recovery codes; all earlier ones stop working. */
export const renewFactors = defineUseCase({
  name: 'account.renew-factors',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.intersection(Reconfirmed, FactorChoice),
  subject: () => ({ objectType: 'factors' }),
  output: z.discriminatedUnion('kind', [
    Waiting,
    Wrong,
    Damaged,
    z.object({ kind: z.literal('renewed'), shown: ShownCodes }),
  ]),
  async beforehand(at, input) {
    const { shown, stored } = newFactors(at.actor, input)
    const derive = await deriveAgain(at, input)
    return async () => {
      const derived = await derive()
      return { shown, derived, set: derived && (await stored()) }
    }
  },
  async run(scene, input, { set, shown, derived }) {
    const verdict = await reconfirm(scene, input, derived)
    if (verdict.kind !== 'proven') return verdict
    if (!set || !(await replaceFactors(scene.tx, scene.actor, verdict.signedIn.proof, set)))
      throw new AppError('conflict')
    return { kind: 'renewed' as const, shown }
  },
  audit: (result) => auditReconfirmed(result, 'factors'),
})
