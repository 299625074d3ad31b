import { randomUUID } from 'node:crypto'
import type { Caller } from '../actor.ts'
import type { TestDatabase } from '../db/testing/use-database.ts'
import { enterStatements, networkMark } from '../entering.ts'
import type { DeskRole, TenantRole } from '../permissions.ts'
import { platform } from '../runtime.ts'
import type { MembershipRow, UserKeyRow } from '../vault/contract.ts'

export interface TestPerson extends Caller {
  userId: string
  login: string
  password: string
  cookie: Uint8Array
}

export interface TestDesk {
  id: string
  people: TestPerson[]
}

/** Everybody of a test office sits at this computer. */
const network = 'loopback'

interface PersonWish {
  login?: string
  name?: string
  tenantRole?: TenantRole
  hasPledged?: boolean
}

/** A tenant with desks and people whose keys and sessions are real; rows are written past row-level security. */
export class TestOffice {
  readonly tenantId = randomUUID()
  readonly host: string
  readonly #database: TestDatabase

  private constructor(database: TestDatabase, host?: string) {
    this.#database = database
    this.host = host ?? `${this.tenantId}.test`
  }

  static async open(database: TestDatabase, name = '架空市', host?: string): Promise<TestOffice> {
    const office = new TestOffice(database, host)
    await office.#insert('auth.tenant', {
      tenant_id: office.tenantId,
      name,
      kind: 'municipality',
      hosts: [office.host],
    })
    return office
  }

  async person(wish: PersonWish = {}): Promise<TestPerson> {
    const userId = randomUUID()
    const login = wish.login ?? `user-${userId.slice(0, 8)}`
    const password = 'a password for tests'
    const user = { tenantId: this.tenantId, userId }
    const { key, unlocker } = await platform().vault.createUser(user, { kind: 'password', password })
    await this.#insert('auth.staff_user', {
      tenant_id: this.tenantId,
      id: userId,
      login,
      display_name: wish.name ?? `架空 ${login}`,
      state: 'active',
    })
    await this.#insert('auth.user_key', {
      tenant_id: this.tenantId,
      user_id: userId,
      key_id: key.keyId,
      public_key: key.publicKey,
      mac: key.mac,
    })
    await this.#insert('auth.unlocker', {
      tenant_id: this.tenantId,
      user_id: userId,
      unlocker_id: unlocker.unlockerId,
      kind: unlocker.kind,
      salt: unlocker.salt,
      auth_hash: unlocker.authHash,
      wrap: unlocker.wrap,
      mac: unlocker.mac,
    })
    if (wish.tenantRole) {
      const mac = platform().vault.macRow(this.tenantId, 'role_assignment', [
        this.tenantId,
        userId,
        wish.tenantRole,
      ])
      await this.#insert('auth.role_assignment', {
        tenant_id: this.tenantId,
        user_id: userId,
        role: wish.tenantRole,
        mac,
      })
    }
    if (wish.hasPledged !== false) {
      await this.#insert('auth.pledge', {
        tenant_id: this.tenantId,
        user_id: userId,
        id: randomUUID(),
        ground: 'local_public_service_34',
        text_version: 1,
      })
    }
    const signedIn = await platform().vault.signIn(user, unlocker, password)
    if (!signedIn) throw new Error('a test person could not sign in')
    await this.#insert('auth.session', {
      tenant_id: this.tenantId,
      lookup: signedIn.session.lookup,
      user_id: userId,
      wrap: signedIn.session.wrap,
      network_hash: networkMark(platform().vault, network),
      ends_at: new Date(Date.now() + 36_000_000),
    })
    return { userId, login, password, cookie: signedIn.cookie, isAct: true, host: this.host, network }
  }

  /** A founded desk whose people hold the given roles, in order. */
  async desk(roles: readonly DeskRole[], kind: 'hub' | 'asked' | 'paper' = 'hub'): Promise<TestDesk> {
    const people = await Promise.all(roles.map(() => this.person()))
    return this.deskOf(
      people.map((person, index) => ({ person, role: roles[index] ?? 'counselor' })),
      kind,
    )
  }

  async deskOf(
    members: readonly { person: TestPerson; role: DeskRole }[],
    kind: 'hub' | 'asked' | 'paper' = 'hub',
  ): Promise<TestDesk> {
    const id = randomUUID()
    await this.#insert('auth.desk', { tenant_id: this.tenantId, id, kind })
    const first = await Promise.all(
      members.map(async ({ person, role }) => ({
        userKey: await this.#keyOf(person.userId),
        role,
        notBefore: 0,
        notAfter: 0,
      })),
    )
    const { deskKey, memberships } = platform().vault.foundDesk(
      { tenantId: this.tenantId, deskId: id },
      first,
    )
    await this.#insert('auth.desk_key', {
      tenant_id: this.tenantId,
      desk_id: id,
      epoch: deskKey.epoch,
      key_id: deskKey.keyId,
      public_key: deskKey.publicKey,
      mac: deskKey.mac,
    })
    await this.#database.superuser.query('update auth.desk set epoch = $1 where id = $2', [deskKey.epoch, id])
    for (const membership of memberships) await this.#insert('auth.membership', membershipColumns(membership))
    return { id, people: members.map(({ person }) => person) }
  }

  async stepUp(person: TestPerson): Promise<void> {
    await this.#database.superuser.query(
      "update auth.session set step_up_until = now() + interval '5 minutes' where user_id = $1",
      [person.userId],
    )
  }

  /** The five minutes are over. */
  async stepDown(person: TestPerson): Promise<void> {
    await this.#database.superuser.query('update auth.session set step_up_until = null where user_id = $1', [
      person.userId,
    ])
  }

  async #keyOf(userId: string): Promise<UserKeyRow> {
    const { rows } = await this.#database.superuser.query('select * from auth.user_key where user_id = $1', [
      userId,
    ])
    const row = rows[0]
    return {
      tenantId: row.tenant_id,
      userId: row.user_id,
      keyId: row.key_id,
      publicKey: row.public_key,
      mac: row.mac,
    }
  }

  async #insert(table: string, values: Record<string, unknown>): Promise<void> {
    const names = Object.keys(values)
    const places = names.map((_, index) => `$${index + 1}`)
    const bound = Object.values(values).map((value) =>
      value instanceof Uint8Array ? Buffer.from(value) : value,
    )
    await this.#database.superuser.query(
      `insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`,
      bound,
    )
  }
}

/** A raw connection in the middle of her transaction, as an intruder with injected SQL would have it. */
export async function enterRaw(client: TestDatabase['superuser'], person: TestPerson): Promise<void> {
  for (const { sql, values } of enterStatements(platform().vault, person))
    await client.query(sql, [...values])
}

export function membershipColumns(row: MembershipRow) {
  return {
    tenant_id: row.tenantId,
    desk_id: row.deskId,
    user_id: row.userId,
    epoch: row.epoch,
    role: row.role,
    not_before: row.notBefore,
    not_after: row.notAfter,
    wrap: Buffer.from(row.wrap),
    mac: Buffer.from(row.mac),
  }
}
