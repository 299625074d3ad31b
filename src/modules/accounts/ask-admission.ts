import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { DeskRoleCode } from './contract.ts'
import { rolesAt } from './policy.ts'
import { findAccount } from './store/accounts.ts'
import { insertAdmission } from './store/admissions.ts'
import { findDesk, membersOf } from './store/desks.ts'

/** Asks that somebody joins a desk; another person, who holds the desk's key, admits. */
export const askAdmission = defineUseCase({
  name: 'desk.ask-admission',
  permission: 'desk.ask-admission',
  purpose: 'administration',
  input: z.object({
    deskId: z.uuid(),
    login: z.string('accounts_login_missing').trim().toLowerCase().max(60),
    role: DeskRoleCode,
    /** Days of the Japanese calendar; a transfer on 1 April is asked for in March. */
    firstDay: z.iso.date('accounts_day_shape').optional(),
    lastDay: z.iso.date('accounts_day_shape').optional(),
    submissionId: z.uuid().optional(),
  }),
  subject: (input) => ({ objectType: 'desk', objectId: input.deskId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const { actor, tx } = scene
    const desk = await findDesk(tx, input.deskId)
    if (!desk) throw new AppError('not-found')
    if (!rolesAt(desk.kind).includes(input.role)) throw fieldError('role', 'accounts_role_other_desk')
    const newcomer = await findAccount(tx, input.login)
    if (!newcomer) throw fieldError('login', 'accounts_login_unknown')
    if (newcomer.id === actor.userId) throw new AppError('refused', 'accounts_admit_own')
    if (newcomer.state !== 'active' && newcomer.state !== 'invited')
      throw fieldError('login', 'accounts_login_closed')
    const members = await membersOf(tx, input.deskId)
    if (members.some((member) => member.user_id === newcomer.id))
      throw fieldError('login', 'accounts_already_member')
    const notBefore = input.firstDay ? startOf(input.firstDay) : 0
    const notAfter = input.lastDay ? startOf(input.lastDay) + 86_400 : 0
    if (notAfter !== 0 && notAfter <= Math.max(notBefore, Date.now() / 1000))
      throw fieldError('lastDay', 'accounts_day_order')
    const wanted = { deskId: input.deskId, userId: newcomer.id, role: input.role, notBefore, notAfter }
    return { id: await insertAdmission(scene, wanted) }
  },
  audit: (result) => ({ objectType: 'admission', objectId: result.id }),
})

function fieldError(field: string, key: string): AppError {
  return new AppError('invalid', 'error_invalid', { fields: { [field]: key } })
}

/** Midnight in Japan, in unix seconds. */
function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00+09:00`) / 1000
}
