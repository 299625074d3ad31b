import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { endMachineRow, findMachine } from './store/machines.ts'

/** Stops a machine with this very transaction; also says no to one that was only asked for. */
export const endMachine = defineUseCase({
  name: 'machine.end',
  permission: 'machine.end',
  purpose: 'administration',
  input: z.object({ machineId: z.uuid() }),
  subject: (input) => ({ objectType: 'machine', objectId: input.machineId }),
  output: z.object({ ended: z.literal(true) }),
  async run(scene, { machineId }) {
    const machine = await findMachine(scene.tx, machineId)
    if (!machine) throw new AppError('not-found')
    if (!(await endMachineRow(scene.tx, machineId))) throw new AppError('conflict', 'accounts_confirm_gone')
    await notify(
      scene,
      [...new Set([machine.asked_by, machine.answers_id])].map((userId) => ({
        to: { userId },
        kind: 'machine.ended',
        objectType: 'machine',
        objectId: machineId,
      })),
    )
    return { ended: true as const }
  },
  audit: () => ({}),
})
