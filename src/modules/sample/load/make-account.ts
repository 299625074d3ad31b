import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Caller } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { networkMark } from '../../../platform/entering.ts'
import { platform } from '../../../platform/runtime.ts'
import type { SignedIn, UnlockerRow, UserKeyRow } from '../../../platform/vault/index.ts'
import { samplePassword } from '../../accounts/index.ts'
import type { CastMember } from '../world/cast.ts'
import { daysAfter, instantOf } from '../world/days.ts'

/** Where the people of the story sit while it is lived through. Nobody outside knows either name. */
export const loadingNetwork = 'the story'
export function loadingHost(tenantId: string): string {
  return `${tenantId}.invalid`
}

/** The first administrator's rows stand already when the tenant is founded. `today` is the real day of loading. */
export interface Keeping {
  isFounder: boolean
  today: string
}

export interface FoundedPerson extends Caller {
  member: CastMember
  userId: string
  key: UserKeyRow
  unlocker: UnlockerRow
  signedIn: SignedIn
  keep(tx: Tx, how: Keeping): Promise<void>
}

/** Keys, password and a session, as every account has them; only their rows are written past the doors of the product. */
export async function makeAccount(wish: { tenantId: string; member: CastMember }): Promise<FoundedPerson> {
  const user = { tenantId: wish.tenantId, userId: crypto.randomUUID() }
  const { vault } = platform()
  const { key, unlocker } = await vault.createUser(user, { kind: 'password', password: samplePassword })
  const signedIn = await vault.signIn(user, unlocker, samplePassword)
  if (!signedIn) throw new Error('an account of the sample refuses its own password')
  const account = { member: wish.member, userId: user.userId, key, unlocker, signedIn }
  return {
    ...account,
    cookie: signedIn.cookie,
    isAct: true,
    host: loadingHost(wish.tenantId),
    network: loadingNetwork,
    keep: (tx, how) => keepAccount(tx, account, how),
  }
}

async function keepAccount(
  tx: Tx,
  { member, key, unlocker, signedIn }: Omit<FoundedPerson, 'keep' | keyof Caller>,
  { isFounder, today }: Keeping,
): Promise<void> {
  const { tenantId, userId } = key
  const whose = { tenant_id: tenantId, user_id: userId }
  if (!isFounder) {
    await tx
      .insertInto('auth.staff_user')
      .values({
        tenant_id: tenantId,
        id: userId,
        login: member.login,
        display_name: member.name,
        state: 'active',
      })
      .execute()
    await tx
      .insertInto('auth.user_key')
      .values({
        ...whose,
        key_id: Buffer.from(key.keyId),
        public_key: Buffer.from(key.publicKey),
        mac: Buffer.from(key.mac),
      })
      .execute()
    await tx
      .insertInto('auth.unlocker')
      .values({
        ...whose,
        unlocker_id: unlocker.unlockerId,
        kind: unlocker.kind,
        salt: Buffer.from(unlocker.salt),
        auth_hash: Buffer.from(unlocker.authHash),
        wrap: Buffer.from(unlocker.wrap),
        mac: Buffer.from(unlocker.mac),
      })
      .execute()
    await tx
      .insertInto('auth.session')
      .values({
        ...whose,
        lookup: Buffer.from(signedIn.session.lookup),
        wrap: Buffer.from(signedIn.session.wrap),
        network_hash: networkMark(platform().vault, loadingNetwork),
        ends_at: sql<Date>`now() + interval '2 hours'`,
      })
      .execute()
  }
  if (member.tenantRole && !isFounder) await assignTenantRole(tx, whose, member.tenantRole)
  await giveAuthenticator(tx, tenantId, userId)
  if (!member.isNew) await pledge(tx, whose, today)
}

async function assignTenantRole(
  tx: Tx,
  whose: { tenant_id: string; user_id: string },
  role: string,
): Promise<void> {
  const mac = platform().vault.macRow(whose.tenant_id, 'role_assignment', [
    whose.tenant_id,
    whose.user_id,
    role,
  ])
  await tx
    .insertInto('auth.role_assignment')
    .values({ ...whose, role, mac: Buffer.from(mac) })
    .execute()
}

/** The sign-in page of a sample fills in the current code of this secret. */
async function giveAuthenticator(tx: Tx, tenantId: string, userId: string): Promise<void> {
  const id = crypto.randomUUID()
  const secret = platform().vault.sealFactor(tenantId, userId, id, randomBytes(20))
  await tx
    .insertInto('auth.factor')
    .values({ tenant_id: tenantId, user_id: userId, id, kind: 'totp', secret: Buffer.from(secret) })
    .execute()
}

/** Half a year ago; a year is the usual term. */
async function pledge(tx: Tx, whose: { tenant_id: string; user_id: string }, today: string): Promise<void> {
  await tx
    .insertInto('auth.pledge')
    .values({
      ...whose,
      id: crypto.randomUUID(),
      ground: 'local_public_service_34',
      text_version: 1,
      at: new Date(instantOf(daysAfter(today, -183), '09:10')),
      renew_by: daysAfter(today, 182),
    })
    .execute()
}
