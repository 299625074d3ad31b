import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import { putEscrowedSeeds, seedsToEscrow } from './store/kits.ts'

/**
 * Seals the keys of her desks to the recovery kits, as far as they do not lie there yet (docs/adr/0015): when she signs in,
 * and when a key is renewed. Nobody is asked; what is sealed here, only two of the three kits open.
 */
export async function escrowSeeds({ tx, keys }: Scene): Promise<void> {
  const waiting = await seedsToEscrow(tx)
  if (!waiting) return
  const { escrowKey, deskIds } = waiting
  const seeds = platform().vault.escrowSeeds(keys.opener, escrowKey, deskIds)
  if (seeds.length > 0) await putEscrowedSeeds(tx, escrowKey.epoch, seeds)
}
