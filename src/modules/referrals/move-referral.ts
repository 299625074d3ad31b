import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import type { ReferralState } from './contract.ts'
import { findReceived, moveReferral } from './store.ts'

function stepOf(name: string, from: readonly ReferralState[], to: ReferralState) {
  return defineUseCase({
    name,
    permission: 'referral.receive',
    purpose: 'coordination',
    input: z.object({ referralId: z.uuid() }),
    subject: (input) => ({ objectType: 'referral', objectId: input.referralId }),
    output: z.object({ id: z.uuid() }),
    async run(scene, input) {
      const row = await findReceived(scene, input.referralId)
      await moveReferral(scene, row, from, to)
      return { id: row.id }
    },
    audit: () => ({}),
  })
}

/** 受理: the referring desk sees that it arrived. */
export const receiveReferral = stepOf('referral.receive', ['sent'], 'received')
export const closeReferral = stepOf('referral.close', ['sent', 'received', 'in_progress'], 'ended')
