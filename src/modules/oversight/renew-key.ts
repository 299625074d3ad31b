import { z } from 'zod'
import { renewAuditorsKey } from '../../platform/audit/auditors-key.ts'
import { auditorsKey } from '../../platform/audit/auditors-public-key.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'

/**
 * A new key for the auditors, after one of them has left (docs/adr/0018). `epoch` is the one she saw: pressed twice, or by two
 * at once, it is renewed once.
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
    const newestEpoch = async () => (await auditorsKey(tx, actor.tenantId))?.epoch ?? 0
    if ((await newestEpoch()) <= epoch) await renewAuditorsKey(scene)
    const newest = await newestEpoch()
    if (newest <= epoch) throw new AppError('refused', 'oversight_renew_refused')
    return { epoch: newest }
  },
  audit: (result) => ({ basis: `epoch:${result.epoch}` }),
  present: () => ({}),
})
