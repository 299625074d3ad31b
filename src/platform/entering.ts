import { sql } from 'kysely'
import type { Actor, Caller, Machine } from './actor.ts'
import { inTransaction } from './db/transaction.ts'
import type { Tx } from './db/tx.ts'
import { AppError } from './errors.ts'
import { type MachineScope, machineScopes } from './permissions.ts'
import { platform } from './runtime.ts'
import type { MembershipRow, Opener, Vault } from './vault/contract.ts'

interface EnterRow {
  session_id: string
  tenant_id: string
  user_id: string
  login: string
  display_name: string
  lookup: Buffer
  wrap: Buffer
  step_up_until: Date | null
  ends_at: Date
  seconds_left: number
  tenant_name: string
  is_sample: boolean
  roles: string[]
  /** In the order of `roles`. */
  role_macs: Buffer[]
  has_pledged: boolean
}

/** What auth.enter_machine answers instead of roles, pledge and step-up. */
interface EnterMachineRow
  extends Omit<EnterRow, 'step_up_until' | 'seconds_left' | 'roles' | 'role_macs' | 'has_pledged'> {
  machine_id: string
  answers_id: string
  desk_id: string
  scopes: string[]
  machine_ends_at: Date
  machine_mac: Buffer
}

interface MembershipColumns {
  tenant_id: string
  desk_id: string
  user_id: string
  epoch: number
  role: string
  not_before: number
  not_after: number
  wrap: Buffer
  mac: Buffer
  is_current: boolean
  desk_kind: 'hub' | 'asked' | 'paper'
}

/** A caller who shows a cookie; whether it is worth anything, the database says. */
export type Bearer = Caller & { cookie: Uint8Array }

/** Nobody's tenant: a session's network is compared before its tenant is known. */
const anyTenant = '00000000-0000-0000-0000-000000000000'

/** The network a session was opened in, as it is stored: a hash under a key that no database holds. */
export function networkMark(vault: Vault, network: string): Buffer {
  return Buffer.from(vault.macRow(anyTenant, 'session', [network]))
}

/** The statements every transaction of a signed-in person or of a machine begins with, sent in one trip. */
export function enterStatements(vault: Vault, { cookie, isAct, host, network, isMachine }: Bearer) {
  const sid = Buffer.from(vault.session(cookie).sid)
  const mark = networkMark(vault, network)
  return [
    isMachine
      ? { sql: 'select * from auth.enter_machine($1, $2, $3)', values: [sid, host, mark] }
      : { sql: 'select * from auth.enter($1, $2, $3, $4)', values: [sid, isAct, host, mark] },
    { sql: 'select * from auth.my_memberships() where $1::int is not null', values: [0] },
  ]
}

/**
 * Who it is, and what her session may open. Throws `not-signed-in` when there is no such session here; a transaction
 * that only learnt this is committed all the same, because turning a session away is written down (auth.enter).
 */
export function enteredFrom(
  answers: object[][],
  cookie: Uint8Array,
  vault: Vault,
): { actor: Actor; opener: Omit<Opener, 'grants'> } {
  const row = answers[0]?.[0] as EnterRow | EnterMachineRow | undefined
  if (!row) throw new AppError('not-signed-in')
  const trusted = genuineSeats(vault, (answers[1] ?? []) as MembershipColumns[])
  return {
    actor: {
      tenantId: row.tenant_id,
      tenantName: row.tenant_name,
      isSample: row.is_sample,
      userId: row.user_id,
      login: row.login,
      displayName: row.display_name,
      sessionId: row.session_id,
      endsAt: row.ends_at,
      seats: trusted
        .filter((one) => one.isCurrent)
        .map((one) => ({ deskId: one.deskId, role: one.role, kind: one.kind })),
      ...('machine_id' in row ? machineSide(vault, row) : personSide(vault, row)),
    },
    opener: {
      cookie,
      session: { tenantId: row.tenant_id, userId: row.user_id, lookup: row.lookup, wrap: row.wrap },
      memberships: trusted.map(({ isCurrent: _isCurrent, kind: _kind, ...membership }) => membership),
    },
  }
}

function genuineSeats(vault: Vault, rows: readonly MembershipColumns[]) {
  return rows
    .map((one) => ({ ...membershipOf(one), isCurrent: one.is_current, kind: one.desk_kind }))
    .filter((one) => isGenuine(vault, one))
}

/** The keys she was given since she entered: a desk's key may be renewed at any moment (docs/adr/0018). */
export async function membershipsSince(
  { tx, vault }: { tx: Tx; vault: Vault },
  known: readonly MembershipRow[],
): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipColumns>`select * from auth.my_memberships()`.execute(tx)
  return newAmong(
    genuineSeats(vault, rows).map(({ isCurrent: _isCurrent, kind: _kind, ...membership }) => membership),
    known,
  )
}

/** The same after the commit, in a transaction of its own that reads nothing else. */
export async function openerSince(bearer: Bearer, opener: Opener): Promise<Opener | null> {
  const { pool, vault } = platform()
  const statements = enterStatements(vault, { ...bearer, isAct: false })
  const memberships = await inTransaction(pool, statements, async (transaction, answers) => {
    await transaction.commit()
    return answers[0]?.length === 0 ? [] : enteredFrom(answers, bearer.cookie, vault).opener.memberships
  })
  const since = newAmong(memberships, opener.memberships)
  return since.length === 0 ? null : { ...opener, memberships: [...opener.memberships, ...since] }
}

function newAmong(memberships: readonly MembershipRow[], known: readonly MembershipRow[]): MembershipRow[] {
  const names = new Set(known.map(nameOfKey))
  return memberships.filter((one) => !names.has(nameOfKey(one)))
}

const nameOfKey = ({ deskId, epoch }: MembershipRow) => `${deskId} ${epoch}`

/** Throws `not-signed-in` unless the database knows her session: asked before a large body is read, which shows her nothing. */
export async function refuseUnknown(bearer: Bearer): Promise<void> {
  const { pool, vault } = platform()
  await inTransaction(pool, enterStatements(vault, bearer), async (transaction, answers) => {
    await transaction.commit()
    enteredFrom(answers, bearer.cookie, vault)
  })
}

function personSide(vault: Vault, row: EnterRow) {
  return {
    isSteppedUp: row.step_up_until !== null && row.step_up_until.getTime() > Date.now(),
    secondsToIdleLock: row.seconds_left,
    hasPledged: row.has_pledged,
    roles: genuineRoles(vault, row),
  }
}

/** Nothing can be asked of a machine again, it has no screen to lock, and it acknowledges no duty: who answers for it has. */
function machineSide(vault: Vault, row: EnterMachineRow) {
  const machine = { id: row.machine_id, answersId: row.answers_id, scopes: genuineScopes(vault, row) }
  return { isSteppedUp: false, secondsToIdleLock: 0, hasPledged: true, roles: [], machine }
}

export interface MachineTerms extends Machine {
  tenantId: string
  userId: string
  deskId: string
  endsAt: Date
}

/** What the vault signs of a machine: who it is, for which desk, what it may, and until when. */
export function machineColumns(terms: MachineTerms) {
  const { tenantId, id, userId, deskId, answersId, scopes, endsAt } = terms
  const seconds = Math.floor(endsAt.getTime() / 1000)
  return [tenantId, id, userId, deskId, answersId, [...scopes].sort().join(' '), seconds]
}

/** A machine whose row was written behind the vault's back may do nothing. */
function genuineScopes(vault: Vault, row: EnterMachineRow): MachineScope[] {
  const { tenant_id: tenantId, user_id: userId, machine_id: id } = row
  const terms = {
    ...{ tenantId, id, userId, deskId: row.desk_id, answersId: row.answers_id },
    scopes: row.scopes as MachineScope[],
    endsAt: row.machine_ends_at,
  }
  if (vault.checkRow(tenantId, 'machine', machineColumns(terms), row.machine_mac))
    return terms.scopes.filter((scope) => scope in machineScopes)
  platform().raise({ tenantId, label: 'auth.machine', rowId: id })
  return []
}

function membershipOf(row: MembershipColumns): MembershipRow {
  return {
    tenantId: row.tenant_id,
    deskId: row.desk_id,
    userId: row.user_id,
    epoch: row.epoch,
    role: row.role,
    notBefore: row.not_before,
    notAfter: row.not_after,
    wrap: row.wrap,
    mac: row.mac,
  }
}

/** The tenant's roles that the vault has written; one set in the database by hand counts for nothing here. */
function genuineRoles(vault: Vault, row: EnterRow): string[] {
  const { tenant_id: tenantId, user_id: userId } = row
  return row.roles.filter((role, place) =>
    isGenuineRole(vault, { tenantId, userId, role }, row.role_macs[place]),
  )
}

/** Whether the vault has written that she holds this role of the tenant; raises the alarm where it has not. */
export function isGenuineRole(
  vault: Vault,
  { tenantId, userId, role }: { tenantId: string; userId: string; role: string },
  mac: Uint8Array | null | undefined,
): boolean {
  if (mac && vault.checkRow(tenantId, 'role_assignment', [tenantId, userId, role], mac)) return true
  platform().raise({ tenantId, label: 'auth.role_assignment', rowId: userId })
  return false
}

/** A membership (and so a role) written into the database behind the vault's back counts for nothing. */
function isGenuine(vault: Vault, row: MembershipRow): boolean {
  return vault.checkMembership(row)
}
