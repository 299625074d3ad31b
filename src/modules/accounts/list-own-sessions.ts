import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { AskedAt } from './contract.ts'
import { providerAt } from './identity-provider.ts'
import { ownFactors } from './store/accounts.ts'
import { ownPasskeys } from './store/passkeys.ts'
import { ownSessions } from './store/sessions.ts'

/** Where she is signed in, and which second factors she has. */
export const listOwnSessions = defineUseCase({
  name: 'account.list-own-sessions',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object(AskedAt),
  subject: () => ({ objectType: 'session' }),
  output: z.object({
    login: z.string(),
    displayName: z.string(),
    tenantName: z.string(),
    sessions: z.array(
      z.object({
        id: z.uuid(),
        deviceLabel: z.string(),
        createdAt: z.date(),
        activeAt: z.date(),
        endsAt: z.date(),
        isThis: z.boolean(),
      }),
    ),
    factors: z.array(
      z.object({
        kind: z.enum(['totp', 'card', 'recovery']),
        createdAt: z.date(),
        codesLeft: z.number().int().nullable(),
      }),
    ),
    /** Whether the office has a directory of its own to sign in through. */
    hasProvider: z.boolean(),
    passkeys: z.array(z.object({ label: z.string() })),
  }),
  async run({ actor, tx }, { origin }) {
    const sessions = await ownSessions(tx, actor.userId)
    return {
      login: actor.login,
      displayName: actor.displayName,
      tenantName: actor.tenantName,
      sessions: sessions.map((row) => ({
        id: row.id,
        deviceLabel: row.device_label,
        createdAt: row.created_at,
        activeAt: row.active_at,
        endsAt: row.ends_at,
        isThis: row.id === actor.sessionId,
      })),
      factors: await ownFactors(tx, actor.userId),
      hasProvider: origin ? providerAt(new URL(origin).hostname) !== null : false,
      passkeys: (await ownPasskeys(tx, actor.userId)).map((row) => ({ label: row.name })),
    }
  },
  audit: (result) => ({ count: result.sessions.length }),
})
