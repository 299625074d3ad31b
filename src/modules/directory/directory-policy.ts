import { type Actor, rolesOf } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { allows } from '../../platform/permissions.ts'

export function canManageDirectory(actor: Actor): boolean {
  return allows('directory.manage', rolesOf(actor))
}

/** Persons of a desk are known there and to administrators; everybody else sees the desk and whom to ask for by role. */
export function maySeePeople(actor: Actor, deskId: string): boolean {
  return actor.roles.includes('tenant_admin') || actor.seats.some((seat) => seat.deskId === deskId)
}

/** New desks are holders of keys to be: only administrators lay them out. */
export function canAddDesk(actor: Actor): boolean {
  return actor.roles.includes('tenant_admin')
}

/** A roster belongs to its desk: its leads, or an administrator. */
export function canKeepRoster(actor: Actor, deskId: string): boolean {
  if (actor.roles.includes('tenant_admin')) return true
  return actor.seats.some((seat) => seat.deskId === deskId && allows('roster.manage', [seat.role]))
}

export function requireRoster(actor: Actor, deskId: string): void {
  if (!canKeepRoster(actor, deskId)) throw new AppError('forbidden')
}

/** An end is never before its beginning. */
export function requireOrder(activeFrom: string, lastDay: string): void {
  if (lastDay < activeFrom)
    throw new AppError('invalid', 'error_invalid', {
      fields: { lastDay: 'directory_error_end_before_start' },
    })
}
