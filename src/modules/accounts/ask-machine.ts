import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { ClaimedLogin, longestMachineDays, MachineScopeCode, usualMachineDays } from './contract.ts'
import { findAccount } from './store/accounts.ts'
import { askForMachine } from './store/machines.ts'
import { otherAdministrators } from './store/proposals.ts'

const fields: Readonly<Record<string, [field: string, key: string]>> = {
  desk: ['deskId', 'accounts_machine_desk'],
  person: ['login', 'accounts_machine_answers_elsewhere'],
}

/** The first of three: what the machine is for, what it may do, where, until when, and who answers for it. */
export const askMachine = defineUseCase({
  name: 'machine.ask',
  permission: 'machine.manage',
  purpose: 'administration',
  input: z.object({
    name: z
      .string('accounts_machine_name_missing')
      .trim()
      .min(1, 'accounts_machine_name_missing')
      .max(60, 'accounts_name_long'),
    scopes: z
      .array(MachineScopeCode, 'accounts_machine_scopes_missing')
      .min(1, 'accounts_machine_scopes_missing')
      .max(10, 'accounts_machine_scopes_missing')
      .transform((scopes) => [...new Set(scopes)].sort()),
    deskId: z.uuid('accounts_machine_desk'),
    login: ClaimedLogin,
    days: z.coerce
      .number('accounts_machine_days')
      .int('accounts_machine_days')
      .min(1, 'accounts_machine_days')
      .max(longestMachineDays, 'accounts_machine_days')
      .default(usualMachineDays),
  }),
  subject: (input) => ({ objectType: 'machine', basis: `desk:${input.deskId}` }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const answers = await findAccount(scene.tx, input.login)
    if (!answers) throw fieldError('login', 'accounts_login_unknown')
    const id = crypto.randomUUID()
    const answer = await askForMachine(scene.tx, { ...input, id, answersId: answers.id })
    const field = fields[answer]
    if (field) throw fieldError(...field)
    if (answer === 'many') throw new AppError('refused', 'accounts_machine_many')
    if (answer !== 'done') throw new AppError('forbidden')
    const others = await otherAdministrators(scene)
    await notify(
      scene,
      others.map((userId) => ({
        to: { userId },
        kind: 'machine.asked',
        objectType: 'machine',
        objectId: id,
      })),
    )
    return { id }
  },
  audit: (result, input) => ({
    objectId: result.id,
    basis: `desk:${input.deskId} days:${input.days} ${input.scopes.join(' ')}`,
  }),
})

function fieldError(field: string, key: string): AppError {
  return new AppError('invalid', 'error_invalid', { fields: { [field]: key } })
}
