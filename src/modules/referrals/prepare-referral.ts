import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskOfHub, fullName } from '../directory/index.ts'

/** To whom a referral would go, and the id under which sending twice happens once. */
export const prepareReferral = defineUseCase({
  name: 'referral.prepare',
  permission: 'referral.send',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'referral' }),
  output: z.object({ submissionId: z.uuid(), hubName: z.string() }),
  async run({ tx }) {
    const hub = await deskOfHub(tx)
    return { submissionId: crypto.randomUUID(), hubName: fullName(hub) }
  },
  audit: () => ({}),
})
