import { randomInt, randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import type { MembershipRow, SignedIn, UserKeyRow, Vault } from '../../src/platform/vault/index.ts'
import type { DeskHands } from './hands.ts'
import { insert } from './insert.ts'
import type { Instance } from './instance.ts'
import { admitMachines } from './machines.ts'
import type { Roster, Worker } from './roster.ts'
import type { Shape } from './shape.ts'
import words from './words.json' with { type: 'json' }

export interface People {
  roster: Roster
  hands: DeskHands[]
}

/** So many hash their passwords at the real cost and have a printed card: they sign in. */
const signInCount = 50

interface Account {
  worker: Worker
  key: UserKeyRow
  signedIn: SignedIn
}

/** A city: its desks in the directory, its people with keys and sessions. Written past row-level security. */
export async function settlePeople(client: Client, instance: Instance, shape: Shape): Promise<People> {
  const tenantId = randomUUID()
  await insert(client, 'auth.tenant', {
    tenant_id: tenantId,
    name: words.tenant,
    kind: 'municipality',
    hosts: ['127.0.0.1', 'localhost'],
  })
  const accounts: Account[] = []
  for (let at = 0; at <= shape.workers; at += 1)
    accounts.push(
      await account(client, at < signInCount ? instance.vault : instance.quickVault, tenantId, at),
    )
  const reader = accounts.pop()
  if (!reader) throw new Error('a city without a reader')
  const hands: DeskHands[] = []
  for (let desk = 0; desk < shape.desks; desk += 1) {
    const members = accounts.filter((_, at) => at % shape.desks === desk)
    if (desk < shape.readerDesks) members.push(reader)
    hands.push(await foundDesk(client, instance.vault, tenantId, desk, members))
  }
  await keyOfAuditors(client, instance.vault, reader.key)
  await publicWindows(client, tenantId)
  await raiseBudgets(client, tenantId, reader.worker.id)
  const workers = accounts.map((one) => one.worker)
  return {
    roster: {
      tenantId,
      deskIds: hands.map((one) => one.deskKey.deskId),
      workers,
      reader: reader.worker,
      machines: await admitMachines(client, instance.vault, hands, workers),
    },
    hands,
  }
}

async function account(client: Client, vault: Vault, tenantId: string, at: number): Promise<Account> {
  const user = { tenantId, userId: randomUUID() }
  const owner = { tenant_id: tenantId, user_id: user.userId }
  const password = 'a password for measuring'
  const { key, unlocker } = await vault.createUser(user, { kind: 'password', password })
  const login = `worker-${at}`
  await insert(client, 'auth.staff_user', {
    tenant_id: tenantId,
    id: user.userId,
    login,
    display_name: `${words.worker} ${at}`,
    state: 'active',
  })
  await insert(client, 'auth.user_key', {
    ...owner,
    key_id: key.keyId,
    public_key: key.publicKey,
    mac: key.mac,
  })
  await insert(client, 'auth.unlocker', {
    ...owner,
    unlocker_id: unlocker.unlockerId,
    kind: unlocker.kind,
    salt: unlocker.salt,
    auth_hash: unlocker.authHash,
    wrap: unlocker.wrap,
    mac: unlocker.mac,
  })
  const pledge = { id: randomUUID(), ground: 'local_public_service_34', text_version: 1 }
  await insert(client, 'auth.pledge', { ...owner, ...pledge })
  const signedIn = await vault.signIn(user, unlocker, password)
  if (!signedIn) throw new Error('a worker could not sign in')
  const code = at < signInCount ? await printedCard(client, vault, user) : null
  const worker: Worker = {
    id: user.userId,
    login,
    deskIds: [],
    cookie: Buffer.from(signedIn.cookie).toString('base64url'),
    lookup: Buffer.from(signedIn.session.lookup).toString('hex'),
    wrap: Buffer.from(signedIn.session.wrap).toString('hex'),
    signIn: code ? { password, code } : null,
  }
  return { worker, key, signedIn }
}

/** One code of eight digits, as on the cards of offices without telephones. */
async function printedCard(
  client: Client,
  vault: Vault,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<string> {
  const factorId = randomUUID()
  const owner = { tenant_id: tenantId, user_id: userId }
  const code = String(randomInt(100_000_000)).padStart(8, '0')
  await insert(client, 'auth.factor', { ...owner, id: factorId, kind: 'card' })
  await insert(client, 'auth.factor_code', {
    ...owner,
    factor_id: factorId,
    code_hash: vault.codeHash(tenantId, userId, code),
  })
  return code
}

async function foundDesk(
  client: Client,
  vault: Vault,
  tenantId: string,
  number: number,
  members: readonly Account[],
): Promise<DeskHands> {
  const deskId = randomUUID()
  const { deskKey, memberships } = vault.foundDesk(
    { tenantId, deskId },
    members.map(({ key }, at) => ({
      userKey: key,
      role: at === 0 ? 'supervisor' : 'counselor',
      notBefore: 0,
      notAfter: 0,
    })),
  )
  const desk = { tenant_id: tenantId, desk_id: deskId }
  await insert(client, 'auth.desk', { tenant_id: tenantId, id: deskId, kind: 'hub' })
  const { epoch, keyId, publicKey, mac } = deskKey
  await insert(client, 'auth.desk_key', { ...desk, epoch, key_id: keyId, public_key: publicKey, mac })
  await client.query('update auth.desk set epoch = $1 where id = $2', [epoch, deskId])
  const settled = memberships.flatMap((row) => {
    const member = members.find(({ key }) => key.userId === row.userId)
    return member ? settledAtSignIn(vault, member, row) : []
  })
  for (const row of settled)
    await insert(client, 'auth.membership', {
      ...desk,
      user_id: row.userId,
      epoch: row.epoch,
      role: row.role,
      not_before: row.notBefore,
      not_after: row.notAfter,
      wrap: row.wrap,
      mac: row.mac,
    })
  await enterInDirectory(client, desk, number)
  for (const { worker } of members) worker.deskIds.push(deskId)
  const [first] = members
  if (!first) throw new Error('a desk without people')
  return { deskKey, memberships: settled, session: first.signedIn }
}

/** Who has signed in once opens her desk's key by a symmetric wrap from then on. */
function settledAtSignIn(vault: Vault, { signedIn }: Account, row: MembershipRow): MembershipRow[] {
  const { cookie, session } = signedIn
  return vault.settleMemberships({ cookie, session, memberships: [row], grants: [] })
}

async function enterInDirectory(
  client: Client,
  desk: { tenant_id: string; desk_id: string },
  number: number,
): Promise<void> {
  const bodyId = randomUUID()
  await insert(client, 'body', {
    tenant_id: desk.tenant_id,
    id: bodyId,
    kind: 'department',
    name: `${words.body} ${number}`,
    duty_ground: 'local_public_service_34',
  })
  const name = `${words.desk} ${number}`
  await insert(client, 'desk_entry', { ...desk, body_id: bodyId, name, kind: 'hub' })
}

/** What is typed into the search is sealed to the auditors; without their key that work would be left out. */
async function keyOfAuditors(client: Client, vault: Vault, userKey: UserKeyRow): Promise<void> {
  const { tenantId, userId } = userKey
  const { deskKey } = vault.foundDesk({ tenantId, deskId: tenantId }, [
    { userKey, role: 'oversight', notBefore: 0, notAfter: 0 },
  ])
  await insert(client, 'auth.auditors_key', {
    tenant_id: tenantId,
    epoch: deskKey.epoch,
    key_id: deskKey.keyId,
    public_key: deskKey.publicKey,
    mac: deskKey.mac,
    made_by: userId,
  })
}

/** What is opened is counted as ever; what a day of load opens must not be refused. */
async function raiseBudgets(client: Client, tenantId: string, changedBy: string): Promise<void> {
  for (const who of ['person', 'machine'])
    for (const what of ['record', 'search'])
      await insert(client, 'auth.read_budget', {
        ...{ tenant_id: tenantId, who, what, ask_after: null, stop_after: 20_000, changed_by: changedBy },
      })
}

async function publicWindows(client: Client, tenantId: string): Promise<void> {
  for (const [at, [name, hours]] of words.windows.entries())
    await insert(client, 'public_window', {
      tenant_id: tenantId,
      id: randomUUID(),
      name,
      hours,
      phone: `000-000-000${at}`,
      sort: at,
    })
}
