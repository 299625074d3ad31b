import { z } from 'zod'
import { platform } from '../../platform/runtime.ts'
import { samplePassword } from './sample-password.ts'
import type { SampleAccountRow } from './store/sample.ts'
import { nextTotpCode } from './totp.ts'

/** What fills the fields for an account of a sample. */
export const SampleFilling = z.object({
  login: z.string(),
  password: z.string(),
  code: z.string(),
  /** Seconds until the code is accepted; 0 unless the current one is used up. */
  acceptedIn: z.number().int(),
})
export type SampleFilling = z.output<typeof SampleFilling>

export function fillingFor(tenantId: string, row: SampleAccountRow): SampleFilling {
  const secret = row.factor_id && row.secret && openSecret(tenantId, row.user_id, row.factor_id, row.secret)
  const now = Date.now()
  const next = secret ? nextTotpCode(secret, now, row.last_step ?? 0) : { code: '', from: now }
  return {
    login: row.login,
    password: samplePassword,
    code: next.code,
    acceptedIn: Math.max(0, Math.ceil((next.from - now) / 1000)),
  }
}

function openSecret(tenantId: string, userId: string, factorId: string, sealed: Buffer) {
  return platform().vault.openFactor(tenantId, userId, factorId, sealed)
}
