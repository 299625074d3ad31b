import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { fillingFor, SampleFilling } from './sample-filling.ts'
import { sampleAccounts } from './store/sample.ts'

/** Where the password is asked again, a sample fills in her own; null on a real tenant, as the function behind it is empty there. */
export const ownSampleFilling = defineUseCase({
  name: 'account.own-sample-filling',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'session' }),
  output: z.object({ filled: SampleFilling.nullable() }),
  async run({ actor, tx }) {
    const accounts = await sampleAccounts(tx, actor.tenantId)
    const own = accounts.find((account) => account.user_id === actor.userId)
    return { filled: own ? fillingFor(actor.tenantId, own) : null }
  },
  audit: () => null,
})
