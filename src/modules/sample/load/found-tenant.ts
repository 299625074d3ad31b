import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import { networkMark } from '../../../platform/entering.ts'
import { platform } from '../../../platform/runtime.ts'
import { foundNetwork } from '../../directory/index.ts'
import { instantOf } from '../world/days.ts'
import { renamedHere, type SampleTenant } from '../world/places.ts'
import { type FoundedPerson, loadingHost, loadingNetwork, makeAccount } from './make-account.ts'

export interface FoundedTenant {
  tenantId: string
  /** By login. */
  people: ReadonlyMap<string, FoundedPerson>
  /** Ids of this tenant's desks by the ids of the reference network. */
  desks: ReadonlyMap<string, string>
}

/**
 * A tenant of the sample: its network, its accounts with real keys, its founded desks. Nobody can reach it yet: it has no
 * address until everything is loaded (`openToVisitors`), and that is how a load that was cut off is told from a whole one.
 */
export async function foundTenant(
  tx: Tx,
  plan: SampleTenant,
  { since, today }: { since: string; today: string },
): Promise<FoundedTenant> {
  const tenantId = crypto.randomUUID()
  const [first, ...others] = plan.cast
  if (!first) throw new Error('a tenant needs its first administrator')
  const founder = await makeAccount({ tenantId, member: first })
  await callFoundTenant(tx, plan, founder)
  await founder.keep(tx, { isFounder: true, today })
  const { desks } = await foundNetwork({ tx, actor: { tenantId } }, plan.network)
  await giveFictionalNames(tx, tenantId, since)
  const accounts = [founder]
  // Twenty at a time: a longer queue for passwords is refused.
  for (let from = 0; from < others.length; from += 20)
    accounts.push(
      ...(await Promise.all(
        others.slice(from, from + 20).map((member) => makeAccount({ tenantId, member })),
      )),
    )
  for (const account of accounts.slice(1)) await account.keep(tx, { isFounder: false, today })
  for (const [index, { userId }] of accounts.entries())
    await tx
      .updateTable('auth.staff_user')
      .set({ created_at: new Date(instantOf(since, '09:00') + index * 60_000) })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', userId)
      .execute()
  await confirmEverybody(tx, tenantId)
  await foundDesks(tx, plan, tenantId, desks, accounts)
  return { tenantId, desks, people: new Map(accounts.map((one) => [one.member.login, one])) }
}

/** In the story everybody has just shown who she is. The sessions of the story end with it. */
async function confirmEverybody(tx: Tx, tenantId: string): Promise<void> {
  await tx
    .updateTable('auth.session')
    .set({ step_up_until: sql`now() + interval '10 years'` })
    .where('tenant_id', '=', tenantId)
    .execute()
}

async function callFoundTenant(tx: Tx, plan: SampleTenant, founder: FoundedPerson): Promise<void> {
  const { key, unlocker, signedIn, member } = founder
  const mac = platform().vault.macRow(key.tenantId, 'role_assignment', [
    key.tenantId,
    key.userId,
    'tenant_admin',
  ])
  const bytes = [key.keyId, key.publicKey, key.mac].map((one) => Buffer.from(one))
  await sql`select auth.found_tenant(${key.tenantId}, ${plan.name}, ${plan.kind}, null, ${[loadingHost(key.tenantId)]}::text[], false, true,
    ${key.userId}, ${member.login}, ${member.name}, ${bytes[0]}, ${bytes[1]}, ${bytes[2]},
    ${unlocker.unlockerId}, ${Buffer.from(unlocker.salt)}, ${Buffer.from(unlocker.authHash)},
    ${Buffer.from(unlocker.wrap)}, ${Buffer.from(unlocker.mac)}, ${Buffer.from(mac)},
    ${Buffer.from(signedIn.session.lookup)}, ${Buffer.from(signedIn.session.wrap)}, ${networkMark(platform().vault, loadingNetwork)})`.execute(
    tx,
  )
}

/** The structure is the real one, the names are not; and everything has been there since before the story. */
async function giveFictionalNames(tx: Tx, tenantId: string, since: string): Promise<void> {
  const bodies = await tx
    .selectFrom('body')
    .select(['id', 'name', 'name_kana', 'duty_source'])
    .where('tenant_id', '=', tenantId)
    .execute()
  for (const body of bodies)
    await tx
      .updateTable('body')
      .set({
        name: renamedHere(body.name),
        name_kana: renamedHere(body.name_kana),
        duty_source: renamedHere(body.duty_source),
        active_from: since,
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', body.id)
      .execute()
  const entries = await tx
    .selectFrom('desk_entry')
    .select(['desk_id', 'name', 'kind'])
    .where('tenant_id', '=', tenantId)
    .execute()
  for (const [index, entry] of entries.entries())
    await tx
      .updateTable('desk_entry')
      .set({
        name: renamedHere(entry.name),
        active_from: since,
        // A facility has no number in the open.
        ...(entry.kind === 'facility' ? {} : { extension: String(2101 + index * 3) }),
      })
      .where('tenant_id', '=', tenantId)
      .where('desk_id', '=', entry.desk_id)
      .execute()
  await tx.updateTable('contact_role').set({ active_from: since }).where('tenant_id', '=', tenantId).execute()
}

async function foundDesks(
  tx: Tx,
  plan: SampleTenant,
  tenantId: string,
  desks: ReadonlyMap<string, string>,
  accounts: readonly FoundedPerson[],
): Promise<void> {
  const seats = accounts.flatMap((account) =>
    account.member.seats.map(([desk, role]) => ({ account, desk, role })),
  )
  for (const [name, members] of Map.groupBy(seats, (seat) => seat.desk)) {
    const deskId = desks.get(name)
    if (!deskId) throw new Error(`${plan.name} has no desk ${name}`)
    const { deskKey, memberships } = platform().vault.foundDesk(
      { tenantId, deskId },
      members.map(({ account, role }) => ({ userKey: account.key, role, notBefore: 0, notAfter: 0 })),
    )
    await tx
      .insertInto('auth.desk_key')
      .values({
        tenant_id: tenantId,
        desk_id: deskId,
        epoch: deskKey.epoch,
        key_id: Buffer.from(deskKey.keyId),
        public_key: Buffer.from(deskKey.publicKey),
        mac: Buffer.from(deskKey.mac),
      })
      .execute()
    await tx.updateTable('auth.desk').set({ epoch: deskKey.epoch }).where('id', '=', deskId).execute()
    await tx
      .insertInto('auth.membership')
      .values(
        memberships.map((one) => ({
          tenant_id: tenantId,
          desk_id: one.deskId,
          user_id: one.userId,
          epoch: one.epoch,
          role: one.role,
          not_before: one.notBefore,
          not_after: one.notAfter,
          wrap: Buffer.from(one.wrap),
          mac: Buffer.from(one.mac),
        })),
      )
      .execute()
  }
}
