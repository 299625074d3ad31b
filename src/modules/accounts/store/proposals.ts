import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { TenantRole } from '../../../platform/permissions.ts'
import type { Scene } from '../../../platform/use-case.ts'
import type { ProposedAct } from '../contract.ts'

export interface Proposal {
  act: ProposedAct
  userId: string
  role: TenantRole | null
}

export async function insertProposal({ actor, tx }: Scene, proposal: Proposal): Promise<string> {
  const id = crypto.randomUUID()
  await tx
    .insertInto('auth.account_proposal')
    .values({
      tenant_id: actor.tenantId,
      id,
      act: proposal.act,
      user_id: proposal.userId,
      role: proposal.role,
      asked_by: actor.userId,
    })
    .execute()
  return id
}

function proposals(tx: Tx) {
  return tx
    .selectFrom('auth.account_proposal as p')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'p.tenant_id').onRef('u.id', '=', 'p.user_id'),
    )
    .innerJoin('auth.staff_user as asker', (join) =>
      join.onRef('asker.tenant_id', '=', 'p.tenant_id').onRef('asker.id', '=', 'p.asked_by'),
    )
    .select([
      'p.id',
      'p.act',
      'p.role',
      'p.user_id',
      'u.login',
      'u.display_name',
      'p.asked_by',
      'asker.display_name as asked_by_name',
      'p.asked_at',
    ])
    .where('p.state', '=', 'asked')
}

/** What waits for a second administrator, oldest first. */
export function openProposals(tx: Tx) {
  return proposals(tx).orderBy('p.asked_at').orderBy('p.id').limit(100).execute()
}
export type ProposalRow = Awaited<ReturnType<typeof openProposals>>[number]

export function findProposal(tx: Tx, id: string): Promise<ProposalRow | undefined> {
  return proposals(tx).where('p.id', '=', id).executeTakeFirst()
}

/** `done`, or why not (migrations/0093). */
export async function confirmProposal(tx: Tx, id: string, roleMac: Buffer | null): Promise<string> {
  const { rows } = await sql<{ answer: string }>`
    select auth.confirm_account_proposal(${id}, ${roleMac}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'absent'
}

export async function declineProposal({ actor, tx }: Scene, id: string): Promise<boolean> {
  const declined = await tx
    .updateTable('auth.account_proposal')
    .set({ state: 'declined', decided_by: actor.userId, decided_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  return declined.numUpdatedRows === 1n
}

/** The other administrators, who can confirm. */
export async function otherAdministrators({ actor, tx }: Scene): Promise<string[]> {
  const rows = await tx
    .selectFrom('auth.role_assignment as r')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'r.tenant_id').onRef('u.id', '=', 'r.user_id'),
    )
    .select('r.user_id')
    .where('r.role', '=', 'tenant_admin')
    .where('u.state', '=', 'active')
    .where('r.user_id', '<>', actor.userId)
    .limit(50)
    .execute()
  return rows.map((row) => row.user_id)
}

/** What the account is and holds now; nothing where there is no such account. */
export async function accountHolding(tx: Tx, userId: string) {
  const { rows } = await sql<{ state: string; roles: TenantRole[]; isLinked: boolean }>`
    select u.state, array(select r.role from auth.role_assignment r
      where r.tenant_id = u.tenant_id and r.user_id = u.id) as roles, auth.has_provider_link(u.tenant_id, u.id) as "isLinked"
    from auth.staff_user u where u.id = ${userId} and u.kind = 'person'`.execute(tx)
  return rows[0]
}
