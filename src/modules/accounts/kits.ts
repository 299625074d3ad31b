import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { kitSetName } from '../../platform/vault/index.ts'
import { confirmEscrowKey, escrowedDesks, newestSet, putEscrowKey } from './store/kits.ts'

const seen = z.object({ epoch: z.coerce.number().int().min(0) })

/** Whether there are recovery kits, since when, and what they would bring back. */
export const showKits = defineUseCase({
  name: 'kits.show',
  permission: 'account.read',
  purpose: 'administration',
  input: z.object({}),
  subject: () => ({ objectType: 'recovery-kits' }),
  output: z.object({
    /** The newest set's; 0 = there is none. */
    epoch: z.number().int(),
    set: z
      .object({
        name: z.string(),
        state: z.enum(['unconfirmed', 'ready', 'used']),
        madeAt: z.date(),
        madeByName: z.string(),
        isOwn: z.boolean(),
        kept: z.number().int(),
        missing: z.number().int(),
      })
      .nullable(),
  }),
  async run({ actor, tx }) {
    const found = await newestSet(tx)
    if (!found) return { epoch: 0, set: null }
    const state = found.used_at
      ? ('used' as const)
      : found.confirmed_at
        ? ('ready' as const)
        : ('unconfirmed' as const)
    return {
      epoch: found.epoch,
      set: {
        name: kitSetName(found.key_id),
        state,
        madeAt: found.made_at,
        madeByName: found.made_by_name,
        isOwn: found.made_by === actor.userId,
        ...(await escrowedDesks(tx, found.epoch)),
      },
    }
  },
  audit: () => ({}),
})

/** Three sheets, shown this once and kept nowhere. `epoch` is the newest set she saw: nobody's set is replaced unseen. */
export const makeKits = defineUseCase({
  name: 'kits.make',
  permission: 'account.manage',
  purpose: 'administration',
  input: seen,
  subject: () => ({ objectType: 'recovery-kits' }),
  output: z.object({ name: z.string(), tenantName: z.string(), madeAt: z.date(), kits: z.array(z.string()) }),
  async run({ actor, tx }, { epoch }) {
    const { escrowKey, kits } = await platform().vault.newEscrow(actor.tenantId, epoch + 1)
    if (!(await putEscrowKey(tx, escrowKey))) throw new AppError('conflict', 'accounts_kits_changed')
    return {
      name: kitSetName(escrowKey.keyId),
      tenantName: actor.tenantName,
      madeAt: new Date(),
      kits,
      epoch,
    }
  },
  audit: (result) => ({ basis: `set:${result.epoch + 1}` }),
})

/** Another administrator: the sheets are with three custodians. From now on the desks' keys are sealed to them. */
export const confirmKits = defineUseCase({
  name: 'kits.confirm',
  permission: 'account.manage',
  purpose: 'administration',
  input: seen,
  subject: () => ({ objectType: 'recovery-kits' }),
  output: z.object({ confirmed: z.literal(true) }),
  async run({ tx }, { epoch }) {
    const answer = await confirmEscrowKey(tx, epoch)
    if (answer === 'own') throw new AppError('refused', 'accounts_kits_own')
    if (answer !== 'done') throw new AppError('conflict', 'accounts_kits_changed')
    return { confirmed: true as const, epoch }
  },
  audit: (result) => ({ basis: `set:${result.epoch}` }),
})
