import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { AskedAt, mostPasskeys } from './contract.ts'
import { rpIdOf } from './passkeys.ts'
import { ownPasskeys } from './store/passkeys.ts'

/** Her security keys, and whether another can be added here. */
export const listPasskeys = defineUseCase({
  name: 'account.list-passkeys',
  permission: 'own.credentials',
  purpose: 'own-account',
  input: z.object(AskedAt),
  subject: () => ({ objectType: 'passkey' }),
  output: z.object({
    passkeys: z.array(
      z.object({
        id: z.uuid(),
        label: z.string(),
        opens: z.boolean(),
        createdAt: z.date(),
        usedAt: z.date().nullable(),
        /** The name under which it works, where that is not the one she came by. */
        elsewhere: z.string().nullable(),
      }),
    ),
    canAdd: z.enum(['yes', 'many', 'no-name']),
  }),
  async run({ actor, tx }, { origin }) {
    const rpId = origin ? rpIdOf(origin) : null
    const rows = await ownPasskeys(tx, actor.userId)
    const passkeys = rows.map((row) => ({
      id: row.id,
      label: row.name,
      opens: row.opens,
      createdAt: row.created_at,
      usedAt: row.used_at,
      elsewhere: row.rp_id === rpId ? null : row.rp_id,
    }))
    const canAdd =
      rows.length >= mostPasskeys ? ('many' as const) : rpId ? ('yes' as const) : ('no-name' as const)
    return { passkeys, canAdd }
  },
  audit: (result) => ({ count: result.passkeys.length }),
})
