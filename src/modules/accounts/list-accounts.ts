import { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { AccountState, ProposedAct, TenantRoleCode } from './contract.ts'
import { whyNotConfirm } from './proposal-policy.ts'
import { accountsAfter } from './store/accounts.ts'
import { openProposals, type ProposalRow } from './store/proposals.ts'

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
        /** To the office's directory. */
        isLinked: z.boolean(),
        roles: z.array(z.string()),
        desks: z.array(z.object({ id: z.uuid(), name: z.string() })),
      }),
    ),
    /** The login to ask for the next page after; null on the last. */
    next: z.string().nullable(),
    /** What waits for a second administrator. */
    proposals: z.array(
      z.object({
        id: z.uuid(),
        act: ProposedAct,
        role: TenantRoleCode.nullable(),
        displayName: z.string(),
        login: z.string(),
        askedByName: z.string(),
        askedAt: z.date(),
        isOwn: z.boolean(),
        /** Why the reader cannot confirm; null = she can, after showing who she is. */
        whyNot: z.string().nullable(),
      }),
    ),
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
        isLinked: row.is_linked,
        roles: row.roles,
        desks: row.desk_ids.map((id) => ({ id, name: names.get(id)?.name ?? '' })),
      })),
      next: rows.length > input.limit ? (shown.at(-1)?.login ?? null) : null,
      proposals: (await openProposals(tx)).map((row) => proposalLine(row, actor)),
    }
  },
  audit: (result) => ({ count: result.accounts.length }),
})

function proposalLine(row: ProposalRow, actor: Actor) {
  const { user_id: userId, asked_by: askedBy, asked_at: askedAt } = row
  return {
    id: row.id,
    act: row.act as ProposedAct,
    role: row.role as z.output<typeof TenantRoleCode> | null,
    displayName: row.display_name,
    login: row.login,
    askedByName: row.asked_by_name,
    askedAt,
    isOwn: askedBy === actor.userId,
    whyNot: whyNotConfirm({ userId, askedBy, askedAt }, actor, new Date()),
  }
}
