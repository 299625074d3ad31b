import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deletePasskey } from './store/passkeys.ts'

/** From now on it neither confirms nor opens anything; never the last second factor. */
export const removePasskey = defineUseCase({
  name: 'account.remove-passkey',
  permission: 'own.credentials',
  purpose: 'own-account',
  input: z.object({ passkeyId: z.uuid() }),
  subject: (input) => ({ objectType: 'passkey', objectId: input.passkeyId }),
  output: z.object({ removed: z.literal(true) }),
  async run({ tx }, { passkeyId }) {
    const answer = await deletePasskey(tx, passkeyId)
    if (answer === 'absent') throw new AppError('not-found')
    if (answer === 'last') throw new AppError('refused', 'accounts_passkey_last')
    if (answer !== 'done') throw new AppError('step-up-required')
    return { removed: true as const }
  },
  audit: () => ({}),
})
