import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { ProposedAct, TenantRoleCode } from './contract.ts'
import { whyNotPropose } from './proposal-policy.ts'
import { accountHolding, insertProposal, otherAdministrators, type Proposal } from './store/proposals.ts'

/** The first of two: names exactly one act about one account. Nothing of it happens before another confirms. */
export const proposeAct = defineUseCase({
  name: 'account.propose',
  permission: 'account.manage',
  purpose: 'administration',
  input: z.object({ userId: z.uuid(), act: ProposedAct, role: TenantRoleCode.nullable().default(null) }),
  subject: (input) => ({ objectType: 'account', objectId: input.userId, basis: `proposed:${input.act}` }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const account = await accountHolding(scene.tx, input.userId)
    if (!account) throw new AppError('not-found')
    const reason = whyNotPropose({ userId: input.userId, ...account }, input, scene.actor)
    if (reason) throw new AppError('refused', reason)
    return { id: await propose(scene, input) }
  },
  audit: (result, input) => ({ basis: `proposed:${result.id}:${input.act}:${input.role ?? ''}` }),
})

/** Writes the proposal down and lets the other administrators know. */
export async function propose(scene: Scene, proposal: Proposal): Promise<string> {
  const id = await insertProposal(scene, proposal)
  const others = await otherAdministrators(scene)
  await notify(
    scene,
    others
      .filter((userId) => userId !== proposal.userId)
      .map((userId) => ({
        to: { userId },
        kind: 'account.proposed',
        objectType: 'account',
        objectId: proposal.userId,
      })),
  )
  return id
}
