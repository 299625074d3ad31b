import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { AccountState } from './contract.ts'
import { accountsAfter } from './store/accounts.ts'

const pageSize = 50

/** The tenant's accounts by login, with their desks and roles. */
export const listAccounts = defineUseCase({
  name: 'account.list',
  permission: 'account.read',
  purpose: 'administration',
  input: z.object({
    state: AccountState.optional().catch(undefined),
    after: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(pageSize),
  }),
  subject: () => ({ objectType: 'account' }),
  output: z.object({
    accounts: z.array(
      z.object({
        id: z.uuid(),
        login: z.string(),
        displayName: z.string(),
        state: AccountState,
        isOwn: z.boolean(),
        roles: z.array(z.string()),
        desks: z.array(z.object({ id: z.uuid(), name: z.string() })),
      }),
    ),
    /** The login to ask for the next page after; null on the last. */
    next: z.string().nullable(),
  }),
  async run({ actor, tx }, input) {
    const rows = await accountsAfter(tx, input.after ?? '', input.state, input.limit + 1)
    const shown = rows.slice(0, input.limit)
    const names = await deskNames(
      tx,
      shown.flatMap((row) => row.desk_ids),
    )
    return {
      accounts: shown.map((row) => ({
        id: row.id,
        login: row.login,
        displayName: row.display_name,
        state: row.state,
        isOwn: row.id === actor.userId,
        roles: row.roles,
        desks: row.desk_ids.map((id) => ({ id, name: names.get(id)?.name ?? '' })),
      })),
      next: rows.length > input.limit ? (shown.at(-1)?.login ?? null) : null,
    }
  },
  audit: (result) => ({ count: result.accounts.length }),
})
