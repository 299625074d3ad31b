import { AppError } from './errors.ts'
import { allows, type MachineScope, machineScopes, type Permission } from './permissions.ts'

/** What the edge knows of a request before anything is checked. */
export interface Caller {
  /** The session cookie's 32 bytes, or those of a machine's bearer; null when there is none. */
  cookie: Uint8Array | null
  /** They came as a bearer, through the door of machines: there no cookie counts, and nowhere else does a bearer. */
  isMachine?: true
  /** False for polling and event streams, which do not keep a session awake. */
  isAct: boolean
  /** The host name asked for and the network it was asked from (platform/http/network-of.ts): a session has one of each. */
  host: string
  network: string
  /**
   * Whose page a form was written on, as the form itself says. Windows share a cookie: when a colleague has signed in
   * in another one meanwhile, the first person's words must not go out under the second one's name.
   */
  writerId?: string | undefined
}

export interface DeskSeat {
  deskId: string
  role: string
  kind: 'hub' | 'asked' | 'paper'
}

/** Another program that works for a desk; its seat carries what its scopes name and nothing else. */
export interface Machine {
  id: string
  scopes: readonly MachineScope[]
  /** The colleague who answers for it: what is "mine" to her is "mine" to it. */
  answersId: string
}

/** A signed-in person (or a machine), as her session proves her. */
export interface Actor {
  tenantId: string
  tenantName: string
  isSample: boolean
  userId: string
  login: string
  displayName: string
  sessionId: string
  /** When the session ends whatever she does. */
  endsAt: Date
  isSteppedUp: boolean
  /** Until the session ends for want of activity, as the database counts them. */
  secondsToIdleLock: number
  hasPledged: boolean
  seats: readonly DeskSeat[]
  roles: readonly string[]
  machine?: Machine
}

export function rolesOf(actor: Actor): string[] {
  return [...actor.roles, ...actor.seats.map((seat) => seat.role)]
}

/** Desks at which she holds a role that carries the permission. */
export function desksFor(actor: Actor, permission: Permission): string[] {
  const { machine, seats } = actor
  const carries = machine
    ? () => machine.scopes.some((scope) => machineScopes[scope] === permission)
    : (role: string) => allows(permission, [role])
  return seats.filter((seat) => carries(seat.role)).map((seat) => seat.deskId)
}

/** For acts of which only their content tells that they are weighty: throws unless she has just shown who she is. */
export function requireStepUp(actor: Actor): void {
  if (!actor.isSteppedUp) throw new AppError('step-up-required')
}

/** Throws `forbidden` unless she holds the permission at this very desk. */
export function requireAt(actor: Actor, permission: Permission, deskId: string): void {
  if (!desksFor(actor, permission).includes(deskId)) throw new AppError('forbidden')
}
