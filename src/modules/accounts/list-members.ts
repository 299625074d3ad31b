import { z } from 'zod'
import { desksFor, rolesOf } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { allows } from '../../platform/permissions.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { deskNames, maySeePeople } from '../directory/index.ts'
import { AccountState } from './contract.ts'
import { fewestMembers, keyUrgency, rolesAt, whyNotAdmit, whyNotFound } from './policy.ts'
import { openAdmissions } from './store/admissions.ts'
import { findDesk, leaversOf, membersOf } from './store/desks.ts'
import { openRenewal } from './store/renewal.ts'

const Person = z.object({
  userId: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  role: z.string(),
  firstDay: z.date().nullable(),
  lastDay: z.date().nullable(),
})

/** Who sits at a desk, who is asked to join, and what the reader may do about it; for its people and administrators. */
export const listMembers = defineUseCase({
  name: 'desk.list-members',
  permission: 'desk.members',
  purpose: 'administration',
  input: z.object({ deskId: z.uuid() }),
  subject: (input) => ({ objectType: 'desk', objectId: input.deskId }),
  output: z.object({
    deskId: z.uuid(),
    deskName: z.string(),
    bodyName: z.string(),
    isPaper: z.boolean(),
    /** Roles that somebody can hold here. */
    roles: z.array(z.string()),
    isFounded: z.boolean(),
    /** Fewer people than a desk needs to keep its records safe. */
    isThin: z.boolean(),
    /** Null where there is no key. */
    key: z
      .object({
        epoch: z.number().int(),
        /** Since when it should be renewed, because somebody who held it left; null = no need. */
        dueSince: z.date().nullable(),
        urgency: z.enum(['due', 'late', 'red']).nullable(),
        /** The next one was begun and not everything is moved to it yet. */
        isBegun: z.boolean(),
        mayRenew: z.boolean(),
      })
      .nullable(),
    leavers: z.array(z.object({ displayName: z.string(), leftAt: z.date() })),
    members: z.array(Person.extend({ state: AccountState, isOwn: z.boolean() })),
    admissions: z.array(
      Person.extend({
        id: z.uuid(),
        askedByName: z.string(),
        askedAt: z.date(),
        /** Why the reader cannot admit; null = she can, after confirming who she is. */
        whyNot: z.string().nullable(),
      }),
    ),
    mayAsk: z.boolean(),
    mayRemove: z.boolean(),
    /** Why the reader cannot found the desk now; null = she can. Absent when it is not hers to found. */
    whyNotFound: z.string().nullable().optional(),
  }),
  async run(scene, { deskId }) {
    const { actor, tx } = scene
    const desk = await findDesk(tx, deskId)
    const name = (await deskNames(tx, [deskId])).get(deskId)
    if (!desk || !name) throw new AppError('not-found')
    if (!maySeePeople(actor, deskId)) throw new AppError('forbidden')
    const members = await membersOf(tx, deskId)
    const key = await keyOf(scene, desk)
    const admissions = await openAdmissions(tx, deskId)
    const isAdministrator = actor.roles.includes('tenant_admin')
    const isLeadHere = desksFor(actor, 'desk.admit').includes(deskId)
    const asked = admissions.map((one) => ({ userId: one.user_id, askedBy: one.asked_by }))
    const mayFound = desk.epoch === null && desk.kind !== 'paper' && allows('desk.found', rolesOf(actor))
    return {
      deskId,
      deskName: name.name,
      bodyName: name.bodyName,
      isPaper: desk.kind === 'paper',
      roles: [...rolesAt(desk.kind)],
      isFounded: desk.epoch !== null,
      isThin: desk.epoch !== null && members.filter((one) => one.state === 'active').length < fewestMembers,
      key,
      leavers: key?.dueSince ? await leaversOf(tx, deskId) : [],
      members: members.map((row) => ({
        ...person(row),
        state: row.state as 'active',
        isOwn: row.user_id === actor.userId,
      })),
      admissions: admissions.map((row) => ({
        ...person(row),
        id: row.id,
        askedByName: row.asked_by_name,
        askedAt: row.asked_at,
        whyNot: isLeadHere
          ? whyNotAdmit({ userId: row.user_id, askedBy: row.asked_by }, actor)
          : 'accounts_admit_by_lead',
      })),
      mayAsk: isAdministrator || isLeadHere,
      mayRemove: isAdministrator || isLeadHere,
      ...(mayFound ? { whyNotFound: whyNotFound(asked, actor) } : {}),
    }
  },
  audit: (result) => ({ count: result.members.length }),
})

async function keyOf(
  { actor, tx }: Scene,
  desk: { id: string; epoch: number | null; rotate_due_at: Date | null },
) {
  if (desk.epoch === null) return null
  const renewal = await openRenewal(tx, desk.id)
  const isBegun = renewal !== null && renewal.moved_at === null
  const dueSince = isBegun ? renewal.due_since : desk.rotate_due_at
  return {
    epoch: desk.epoch,
    dueSince,
    urgency: keyUrgency(dueSince, new Date(), platform().keyRenewalHours),
    isBegun,
    mayRenew: desksFor(actor, 'desk.renew-key').includes(desk.id),
  }
}

function person(row: {
  user_id: string
  login: string
  display_name: string
  role: string
  not_before: number
  not_after: number
}) {
  return {
    userId: row.user_id,
    login: row.login,
    displayName: row.display_name,
    role: row.role,
    firstDay: row.not_before > 0 ? new Date(row.not_before * 1000) : null,
    lastDay: row.not_after > 0 ? new Date((row.not_after - 1) * 1000) : null,
  }
}
