import { createHash } from 'node:crypto'
import { deskRoles, type Role, tenantRoles } from '../../platform/permissions.ts'
import type { Facts, Station } from './facts.ts'

/** The same id for the same words, so that rows can name each other without a registry. */
export function idOf(...words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join(' ')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A row's surroundings: one case with everything that belongs to it, held by one desk, another desk asked about it. */
export interface World {
  name: string
  tenant: string
  desk: string
  asked: string
  /** Prefix of the ids of case, compartment and people: two worlds with one prefix name the same things. */
  story: string
}

const home = idOf('tenant', 'home')
const elsewhere = idOf('tenant', 'elsewhere')
const hub = idOf('desk', 'hub')

function worldOf(name: string, more: Partial<World> = {}): World {
  return { name, tenant: home, desk: hub, asked: idOf('desk', name), story: name, ...more }
}
/** One for each thing that can become of a share. */
export const live = worldOf('asked-live')
export const expired = worldOf('asked-expired')
export const withdrawn = worldOf('asked-withdrawn')
/** The other tenant's own case. */
export const foreign = worldOf('foreign', { tenant: elsewhere, desk: idOf('desk', 'hub elsewhere') })
/** Corrupt: rows of the other tenant that name desks, keys and people of ours, so that only the tenant wall keeps them. */
export const astray = worldOf('astray', { tenant: elsewhere, asked: live.asked, story: live.story })
/** Corrupt the other way: rows of ours that name a desk of theirs, at which one of ours is written down as a member. */
export const turned = worldOf('turned', { desk: foreign.desk, asked: foreign.asked, story: foreign.story })
export const worlds = [live, expired, withdrawn, foreign, astray, turned]

export const deskOf: Readonly<Record<Station, string | null>> = {
  holder: hub,
  'asked-live': live.asked,
  'asked-expired': expired.asked,
  'asked-withdrawn': withdrawn.asked,
  'other-hub': idOf('desk', 'other hub'),
  'other-asked': idOf('desk', 'other asked'),
  nowhere: null,
  'other-tenant': foreign.desk,
}

/** Ways of not (or no longer, or not yet) being somebody. Only the first and the last leave a person her rights. */
export const conditions = [
  'plain',
  'no-session',
  'session-over',
  'session-idle',
  'session-replaced',
  'suspended',
  'left-office',
  'membership-over',
  'membership-to-come',
  'membership-of-old-epoch',
  'not-pledged',
] as const
export type Condition = (typeof conditions)[number]
const lostSession: readonly Condition[] = [
  'no-session',
  'session-over',
  'session-idle',
  'session-replaced',
  'suspended',
  'left-office',
]
const lostSeat: readonly Condition[] = ['membership-over', 'membership-to-come', 'membership-of-old-epoch']

export interface Person {
  name: string
  id: string
  tenant: string
  station: Station
  deskRole: Role | null
  tenantRole: Role | null
  condition: Condition
  isBlocked: boolean
}

function person(station: Station, role: Role, more: Partial<Person> = {}): Person {
  const isTenantRole = (tenantRoles as readonly Role[]).includes(role)
  const one: Omit<Person, 'name' | 'id'> = {
    tenant: station === 'other-tenant' ? elsewhere : home,
    station,
    deskRole: isTenantRole ? null : role,
    tenantRole: isTenantRole ? role : null,
    condition: 'plain',
    isBlocked: false,
    ...more,
  }
  const name = `${role} ${station} ${one.condition}${one.isBlocked ? ' blocked' : ''}${more.tenantRole ? ` ${more.tenantRole}` : ''}`
  return { ...one, name, id: idOf('person', name) }
}

const seated: readonly Station[] = [
  'holder',
  'asked-live',
  'asked-expired',
  'asked-withdrawn',
  'other-hub',
  'other-asked',
  'other-tenant',
]
export const people: readonly Person[] = [
  ...seated.flatMap((station) => deskRoles.map((role) => person(station, role))),
  ...deskRoles.flatMap((role) => [
    person('holder', role, { isBlocked: true }),
    person('asked-live', role, { isBlocked: true }),
  ]),
  ...tenantRoles.map((role) => person('nowhere', role)),
  ...tenantRoles.map((role) => person('nowhere', role, { isBlocked: true })),
  ...tenantRoles.map((role) => person('other-tenant', role)),
  // The strongest person there is, in every condition that takes rights away.
  ...conditions
    .slice(1)
    .flatMap((condition) => [
      person('holder', 'manager', { condition, tenantRole: 'tenant_admin' }),
      person('asked-live', 'desk_lead', { condition, tenantRole: 'auditor' }),
    ]),
]

/** What is true of her and a row of that world. `byHer` and `aboutHer` say what the row's own columns name. */
export function factsOf(one: Person, world: World, byHer: boolean, aboutHer: boolean): Facts {
  const isMember = one.tenant === world.tenant && !lostSession.includes(one.condition)
  const isSeated = isMember && one.deskRole !== null && !lostSeat.includes(one.condition)
  const desk = isSeated ? deskOf[one.station] : null
  const isRecipient = desk === world.asked
  return {
    isMember,
    isHolder: desk === world.desk,
    isRecipient,
    isShared: isRecipient && world === live,
    isSubject: aboutHer,
    isAuthor: byHer,
    isBlocked: one.isBlocked,
    roleHere: desk === world.desk ? one.deskRole : null,
    roleAnywhere: isSeated ? one.deskRole : null,
    isAdmin: one.tenantRole === 'tenant_admin',
    isAuditor: one.tenantRole === 'auditor',
  }
}

/** Which cases a person is tried on: her own kind of share (or the living one), the other tenant's, and the corrupt one. */
export function worldsFor(one: Person): readonly World[] {
  const ownKind = [live, expired, withdrawn].find((world) => world.name === one.station) ?? live
  return one.station === 'other-asked' ? [ownKind, foreign, astray, turned] : [ownKind, foreign, astray]
}
