import { z } from 'zod'
import { defineEntrance } from '../../platform/entrance.ts'
import { newTotpKey } from './totp.ts'

/** A fresh secret for an authenticator app. Nothing is stored until its owner proves that the app holds it. */
export const newAuthenticator = defineEntrance({
  name: 'account.new-authenticator',
  input: z.object({}),
  output: z.object({ totpKey: z.string() }),
  run: async () => ({ totpKey: newTotpKey() }),
  audit: () => null,
  present: (result) => result,
})
