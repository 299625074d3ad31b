import { z } from 'zod'
import { giveAuditorsKey } from '../../platform/audit/auditors-key.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'

/** The second of two: administrators made her an auditor, an auditor who holds the key gives it to her. */
export const giveKey = defineUseCase({
  name: 'audit.give-key',
  permission: 'audit.give-key',
  purpose: 'oversight',
  input: z.object({ userId: z.uuid() }),
  subject: (input) => ({ objectType: 'account', objectId: input.userId }),
  output: z.object({}),
  async run(scene, { userId }) {
    if (userId === scene.actor.userId) throw new AppError('refused', 'oversight_give_oneself')
    if (!(await giveAuditorsKey(scene, userId))) throw new AppError('refused', 'oversight_give_refused')
    return {}
  },
  audit: () => ({}),
})
