import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import type { TenantRole } from '../../platform/permissions.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { ActivationLetter, ProposedAct } from './contract.ts'
import { inviteAgain, newLetter } from './invitation.ts'
import { roleMac } from './store/accounts.ts'
import { confirmProposal, declineProposal, findProposal, type ProposalRow } from './store/proposals.ts'

const refusals: Readonly<Record<string, string>> = {
  own: 'accounts_confirm_own',
  concerned: 'accounts_confirm_concerned',
  stale: 'accounts_confirm_stale',
  last: 'accounts_last_member',
  'last-administrator': 'accounts_last_administrator',
}

/**
 * The second of two: the act happens with this transaction, exactly as it was proposed, once. Where somebody begins anew
 * with a letter, the letter is printed here.
 */
export const confirmAct = defineUseCase({
  name: 'account.confirm',
  permission: 'account.manage',
  purpose: 'administration',
  input: z.object({ proposalId: z.uuid() }),
  subject: (input) => ({ objectType: 'account-proposal', objectId: input.proposalId }),
  output: z.object({
    act: ProposedAct,
    /** Only after a reset. */
    letter: ActivationLetter.extend({ tenantName: z.string() }).nullable(),
  }),
  async beforehand({ actor, tx }, { proposalId }) {
    const proposal = await findProposal(tx, proposalId)
    if (proposal?.act !== 'reset') return async () => null
    const { user_id: id, login, display_name: displayName } = proposal
    return () => newLetter(actor.tenantId, { id, login, displayName })
  },
  async run(scene, { proposalId }, made) {
    const proposal = await findProposal(scene.tx, proposalId)
    if (!proposal) throw new AppError('not-found')
    const role = proposal.role as TenantRole | null
    const mac = role ? roleMac(scene.actor.tenantId, proposal.user_id, role) : null
    const answer = await confirmProposal(scene.tx, proposalId, mac)
    if (answer === 'unconfirmed') throw new AppError('step-up-required')
    if (answer !== 'done')
      throw refusals[answer]
        ? new AppError('refused', refusals[answer])
        : new AppError('conflict', 'accounts_confirm_gone')
    await tell(scene, proposal)
    const { user_id: id, login, display_name: displayName } = proposal
    const letter =
      proposal.act === 'reset'
        ? {
            ...(await inviteAgain(scene, { id, login, displayName }, made)),
            tenantName: scene.actor.tenantName,
          }
        : null
    return { act: proposal.act as ProposedAct, letter, userId: id, role }
  },
  audit: (result) => ({
    objectType: 'account',
    objectId: result.userId,
    basis: `confirmed:${result.act}:${result.role ?? ''}`,
  }),
})

/** Whoever asked hears that it was done, and the person herself that something of hers has changed. */
async function tell(scene: Scene, proposal: ProposalRow): Promise<void> {
  const about = { objectType: 'account', objectId: proposal.user_id }
  const hers = proposal.act === 'give_role' || proposal.act === 'take_role'
  await notify(scene, [
    { to: { userId: proposal.asked_by }, kind: 'account.confirmed', ...about },
    ...(hers && proposal.user_id !== proposal.asked_by
      ? [
          {
            to: { userId: proposal.user_id },
            kind: 'account.role-changed',
            objectType: 'own-account',
            objectId: proposal.user_id,
          },
        ]
      : []),
  ])
}

/** No, or one's own word taken back. */
export const declineAct = defineUseCase({
  name: 'account.decline',
  permission: 'account.manage',
  purpose: 'administration',
  input: z.object({ proposalId: z.uuid() }),
  subject: (input) => ({ objectType: 'account-proposal', objectId: input.proposalId }),
  output: z.object({ declined: z.literal(true) }),
  async run(scene, { proposalId }) {
    if (!(await declineProposal(scene, proposalId))) throw new AppError('conflict', 'accounts_confirm_gone')
    return { declined: true as const }
  },
  audit: () => ({}),
})
