import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Damaged, FactorChoice, Reconfirmed, ShownCodes, Waiting, Wrong } from './contract.ts'
import { newFactors } from './factors.ts'
import { auditReconfirmed, reconfirm } from './reconfirm.ts'
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
  async run(scene, input) {
    const account = { tenantId: scene.actor.tenantId, userId: scene.actor.userId }
    const { set, shown } = newFactors(account, input)
    const verdict = await reconfirm(scene, input)
    if (verdict.kind !== 'proven') return verdict
    if (!(await replaceFactors(scene.tx, account, verdict.signedIn.proof, set)))
      throw new AppError('conflict')
    return { kind: 'renewed' as const, shown }
  },
  audit: (result) => auditReconfirmed(result, 'factors'),
})
