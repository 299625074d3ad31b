import { z } from 'zod'
import { defineEntrance } from '../../platform/entrance.ts'
import { platform } from '../../platform/runtime.ts'
import { samplePassword } from './sample-password.ts'
import { type SampleAccountRow, sampleAccounts } from './store/sample.ts'
import { nextTotpCode } from './totp.ts'

const SampleAccount = z.object({
  id: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  roles: z.array(z.string()),
  desks: z.array(z.string()),
})
const Filled = z.object({
  login: z.string(),
  password: z.string(),
  code: z.string(),
  /** Seconds until the code is accepted; 0 unless the current one is used up. */
  acceptedIn: z.number().int(),
})

/**
 * What the sign-in page may know before anybody signs in: whose system this is. Only a sample lists its accounts and
 * fills one in; the database function behind it answers nothing on a real tenant.
 */
export const whoKnocks = defineEntrance({
  name: 'account.who-knocks',
  input: z.object({ sampleAccountId: z.uuid().optional().catch(undefined) }),
  output: z.object({
    tenantName: z.string().nullable(),
    isSample: z.boolean(),
    /** Nothing has been founded here yet: whoever holds the link of the first start may set it up. */
    isSetUpOpen: z.boolean(),
    sampleAccounts: z.array(SampleAccount),
    filled: Filled.nullable(),
  }),
  async run({ tx, tenant }, input) {
    const accounts = tenant?.isSample ? await sampleAccounts(tx, tenant.id) : []
    const chosen = accounts.find((account) => account.user_id === input.sampleAccountId)
    return {
      tenantName: tenant?.name ?? null,
      isSample: tenant?.isSample ?? false,
      isSetUpOpen: tenant === null,
      sampleAccounts: accounts.map((row) => ({
        id: row.user_id,
        login: row.login,
        displayName: row.display_name,
        roles: row.roles,
        desks: row.desks,
      })),
      filled: tenant && chosen ? filledFor(tenant.id, chosen) : null,
    }
  },
  audit: () => null,
  present: (result) => result,
})

function filledFor(tenantId: string, row: SampleAccountRow): z.output<typeof Filled> {
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
