import { randomUUID } from 'node:crypto'
import type {
  DeskKeyRow,
  GrantRow,
  MembershipRow,
  NewMember,
  Opener,
  RecordAddress,
  SignedIn,
  UnlockerRow,
  UserKeyRow,
  Vault,
} from './contract.ts'
import { createVault } from './vault.ts'

export const TENANT = '0190a000-0000-7000-8000-00000000000a'
export const DESK = '0190d000-0000-7000-8000-00000000000d'
export const CASE = '0190c000-0000-7000-8000-00000000000c'
export const PASSWORD = 'four plain words here'
export const ROOT = new Uint8Array(32).fill(7)
export const QUICK = { argonMemoryBytes: 8192, argonOps: 1 }

export function aVault(now?: () => number): Vault {
  return createVault(ROOT, { ...QUICK, ...(now && { now }) })
}

export interface Someone {
  key: UserKeyRow
  unlocker: UnlockerRow
  signedIn: SignedIn
}

export async function aColleague(vault: Vault, tenantId = TENANT): Promise<Someone> {
  const user = { tenantId, userId: randomUUID() }
  const { key, unlocker } = await vault.createUser(user, { kind: 'password', password: PASSWORD })
  const signedIn = await vault.signIn(user, unlocker, PASSWORD)
  if (!signedIn) throw new Error('the fixture could not sign in')
  return { key, unlocker, signedIn }
}

export function asMember(someone: Someone, limits: Partial<NewMember> = {}): NewMember {
  return { userKey: someone.key, role: 'counselor', notBefore: 0, notAfter: 0, ...limits }
}

export interface FoundedDesk {
  deskKey: DeskKeyRow
  memberships: MembershipRow[]
}

export async function aDesk(
  vault: Vault,
  deskId = DESK,
  limits: Partial<NewMember> = {},
): Promise<{ sayo: Someone; desk: FoundedDesk }> {
  const sayo = await aColleague(vault)
  return { sayo, desk: vault.foundDesk({ tenantId: TENANT, deskId }, [asMember(sayo, limits)]) }
}

export function aCase(vault: Vault, deskKey: DeskKeyRow, notAfter = 0, compartmentId = CASE): GrantRow[] {
  return vault.newCompartment({ tenantId: TENANT, compartmentId }, [{ deskKey, notAfter, basisId: null }])
}

export function openerOf(
  someone: Someone,
  memberships: readonly MembershipRow[] = [],
  grants: readonly GrantRow[] = [],
): Opener {
  const { cookie, session } = someone.signedIn
  return { cookie, session, memberships, grants }
}

export function recordAt(changes: Partial<RecordAddress> = {}): RecordAddress {
  return {
    tenantId: TENANT,
    label: 'consultation.sealed',
    rowId: '0190e000-0000-7000-8000-00000000000e',
    scope: 'compartment',
    compartmentId: CASE,
    rev: 1,
    schema: 1,
    ...changes,
  }
}

/** The one element a list was expected to have. */
export function only<T>(list: readonly T[]): T {
  const [first] = list
  if (list.length !== 1 || first === undefined) throw new Error(`expected one, got ${list.length}`)
  return first
}
