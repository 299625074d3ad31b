import { z } from 'zod'
import { renewAuditorsKey } from '../../platform/audit/auditors-key.ts'
import { auditorsKey } from '../../platform/audit/auditors-public-key.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'

/**
 * A new key for the auditors, after one of them has left (docs/adr/0018). `epoch` is the one she saw: pressed twice, or by two
 * at once, it is renewed once, and only the line of whoever renewed it says so.
 */
export const renewKey = defineUseCase({
  name: 'audit.renew-key',
  permission: 'audit.renew-key',
  purpose: 'oversight',
  input: z.object({ epoch: z.coerce.number().int().positive() }),
  subject: () => ({ objectType: 'audit' }),
  output: z.object({}),
  async run(scene, { epoch }) {
    const { actor, tx } = scene
    const isRenewed = async () => ((await auditorsKey(tx, actor.tenantId))?.epoch ?? 0) > epoch
    const renewed = (await isRenewed()) ? null : await renewAuditorsKey(scene)
    if (renewed) return renewed
    if (await isRenewed()) throw new AppError('conflict', 'oversight_renew_done')
    throw new AppError('refused', 'oversight_renew_refused')
  },
  audit: ({ epoch, count }) => ({ basis: `epoch:${epoch}`, count }),
  present: () => ({}),
})
