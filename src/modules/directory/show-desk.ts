import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { findBody, today } from './body-store.ts'
import { Closure, closureOn } from './closure.ts'
import { contactRolesOf, findDesk } from './desk-store.ts'
import { canKeepRoster, canManageDirectory, maySeePeople } from './directory-policy.ts'
import { onDuty } from './duty-lookup.ts'
import { BodyView, DeskView, DutyView } from './views.ts'

export const ContactRoleView = z.object({
  id: z.uuid(),
  title: z.string(),
  note: z.string(),
  activeUntil: z.string().nullable(),
  rev: z.number(),
})

export const showDesk = defineUseCase({
  name: 'directory.show-desk',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({ deskId: z.uuid() }),
  subject: ({ deskId }) => ({ objectType: 'desk', objectId: deskId }),
  output: z.object({
    desk: DeskView,
    body: BodyView,
    contactRoles: z.array(ContactRoleView),
    /** Under which another role is added once, however often it is sent. */
    newRoleId: z.uuid(),
    /** Null for whoever is not of the desk. */
    duty: DutyView.nullable(),
    today: z.string(),
    /** Null = the office is open today. */
    closure: Closure.nullable(),
    canManage: z.boolean(),
    canKeepRoster: z.boolean(),
  }),
  async run({ tx, actor }, { deskId }) {
    const desk = await findDesk(tx, deskId)
    const [body, contactRoles, duty, closure] = await Promise.all([
      findBody(tx, desk.bodyId),
      contactRolesOf(tx, deskId),
      maySeePeople(actor, deskId) ? onDuty(tx, deskId, today()) : null,
      closureOn(tx, today()),
    ])
    return {
      desk,
      body,
      contactRoles,
      newRoleId: crypto.randomUUID(),
      duty,
      today: today(),
      closure,
      canManage: canManageDirectory(actor),
      canKeepRoster: canKeepRoster(actor, deskId),
    }
  },
  audit: (result) => ({ count: result.duty?.present.length ?? 0 }),
})
