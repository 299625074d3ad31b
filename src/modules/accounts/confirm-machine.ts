import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { confirmMachineRow, findMachine } from './store/machines.ts'

const refusals: Readonly<Record<string, string>> = {
  own: 'accounts_confirm_own',
  concerned: 'accounts_machine_confirm_answers',
  stale: 'accounts_confirm_stale',
}

/** The second of three: another administrator. It still opens nothing: the desk's key comes from the desk alone. */
export const confirmMachine = defineUseCase({
  name: 'machine.confirm',
  permission: 'machine.manage',
  purpose: 'administration',
  input: z.object({ machineId: z.uuid() }),
  subject: (input) => ({ objectType: 'machine', objectId: input.machineId }),
  output: z.object({ confirmed: z.literal(true) }),
  async run(scene, { machineId }) {
    const machine = await findMachine(scene.tx, machineId)
    if (!machine) throw new AppError('not-found')
    const answer = await confirmMachineRow(scene.tx, machineId)
    if (answer === 'unconfirmed') throw new AppError('step-up-required')
    if (answer !== 'done')
      throw refusals[answer]
        ? new AppError('refused', refusals[answer])
        : new AppError('conflict', 'accounts_confirm_gone')
    const about = { objectType: 'machine', objectId: machineId }
    await notify(scene, [
      { to: { userId: machine.asked_by }, kind: 'machine.confirmed', ...about },
      { to: { deskId: machine.desk_id }, kind: 'machine.waits-for-desk', ...about },
      { to: { userId: machine.answers_id }, kind: 'machine.answers', ...about },
    ])
    return { confirmed: true as const, deskId: machine.desk_id }
  },
  audit: (result) => ({ basis: `desk:${result.deskId}` }),
})
