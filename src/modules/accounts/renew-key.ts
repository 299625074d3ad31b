import { z } from 'zod'
import { requireAt } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { escrowSeeds } from './escrow-seeds.ts'
import { findDesk } from './store/desks.ts'
import {
  beginRenewal,
  moveDocuments,
  moveGrants,
  openRenewal,
  seatsToRenew,
  settleRenewal,
} from './store/renewal.ts'

/** As much as one transaction moves: a third of a second. */
const piece = 2000

/**
 * A new key for the desk (docs/adr/0018): begun in her session for everybody who sits there, then moved to piece by piece,
 * as often as the page asks. `epoch` is the one she saw: pressed twice, or by two at once, it is renewed once.
 */
export const renewKey = defineUseCase({
  name: 'desk.renew-key',
  permission: 'desk.renew-key',
  purpose: 'administration',
  input: z.object({ deskId: z.uuid(), epoch: z.coerce.number().int().positive() }),
  subject: (input) => ({ objectType: 'desk', objectId: input.deskId }),
  output: z.object({
    /** What still lies under older keys; 0 = everything is moved. */
    left: z.number().int(),
    /** Moved nothing although something is left: it was altered, and its alarm stands on Today. */
    isStuck: z.boolean(),
  }),
  async run(scene, { deskId, epoch }) {
    const { actor, tx } = scene
    requireAt(actor, 'desk.renew-key', deskId)
    const desk = await findDesk(tx, deskId)
    if (!desk?.epoch) throw new AppError('not-found')
    const open = await openRenewal(tx, deskId)
    if (open === null || open.moved_at !== null) {
      if (desk.epoch !== epoch) return { left: 0, isStuck: false, moved: 0, epoch: desk.epoch }
      await begin(scene, deskId, epoch)
    }
    const moved = (await moveGrants(scene, deskId, piece)) + (await moveDocuments(scene, deskId, piece))
    const left = (await settleRenewal(tx, deskId)) ?? 0
    return { left, isStuck: left > 0 && moved === 0, moved, epoch: desk.epoch }
  },
  audit: (result) => ({ count: result.moved, basis: `epoch:${result.epoch}` }),
})

async function begin(scene: Scene, deskId: string, epoch: number): Promise<void> {
  const { actor, tx, keys } = scene
  const seated = await seatsToRenew(scene, deskId)
  // Somebody was faster while this waited for her: what stands there is of an epoch that this session does not hold yet.
  if (seated.some(({ seat }) => seat.epoch !== epoch)) throw new AppError('conflict', 'accounts_renew_again')
  const { deskKey, memberships, cardKeyId } = platform().vault.renewDesk(keys.opener, deskId, seated)
  // Somebody came or went meanwhile: nothing is kept, and she presses once more.
  if (!(await beginRenewal(tx, deskKey, cardKeyId, memberships)))
    throw new AppError('conflict', 'accounts_renew_again')
  keys.hold(memberships.filter((one) => one.userId === actor.userId))
  await escrowSeeds(scene)
}
