import { z } from 'zod'
import { rolesOf } from '../../platform/actor.ts'
import { allows, type Permission, permissions } from '../../platform/permissions.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'

const all = Object.keys(permissions) as Permission[]

/** Who is signed in, and what she may. */
export const Who = z.object({
  userId: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  tenantName: z.string(),
  isSample: z.boolean(),
  hasPledged: z.boolean(),
  isSteppedUp: z.boolean(),
  desks: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      bodyName: z.string(),
      kind: z.enum(['hub', 'asked', 'paper']),
      role: z.string(),
    }),
  ),
  roles: z.array(z.string()),
  permissions: z.array(z.enum(all as [Permission, ...Permission[]])),
  secondsToIdleLock: z.number().int(),
  endsAt: z.date(),
})

export async function whoIs({ actor, tx }: Pick<Scene, 'actor' | 'tx'>) {
  const roles = [...new Set(rolesOf(actor))]
  const names = await deskNames(
    tx,
    actor.seats.map((seat) => seat.deskId),
  )
  return {
    ...actor,
    desks: actor.seats.map((seat) => ({
      id: seat.deskId,
      name: names.get(seat.deskId)?.name ?? '',
      bodyName: names.get(seat.deskId)?.bodyName ?? '',
      kind: seat.kind,
      role: seat.role,
    })),
    roles,
    permissions: all.filter((name) => allows(name, roles)),
  }
}

/** Looking at it is no act: it does not keep the session awake. */
export const whoAmI = defineUseCase({
  name: 'account.who-am-i',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'session' }),
  output: Who,
  run: whoIs,
  audit: () => null,
})
