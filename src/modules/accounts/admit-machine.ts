import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { machineColumns } from '../../platform/entering.ts'
import { AppError } from '../../platform/errors.ts'
import { bearerText } from '../../platform/http/bearer.ts'
import { notify } from '../../platform/notices.ts'
import type { MachineScope } from '../../platform/permissions.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { MachineBearer } from './contract.ts'
import { admitMachineRow, findMachine, type MachineRow } from './store/machines.ts'
import { holdEpoch } from './store/renewal.ts'

const refusals: Readonly<Record<string, string>> = {
  alone: 'accounts_machine_admit_alone',
  stale: 'accounts_machine_admit_stale',
}

/**
 * The third of three: her session holds the desk's key and wraps it, every epoch, for the machine. The bearer is made here
 * and shown to her alone, once: administrators never see one.
 */
export const admitMachine = defineUseCase({
  name: 'machine.admit',
  permission: 'machine.admit',
  purpose: 'administration',
  input: z.object({ machineId: z.uuid() }),
  subject: (input) => ({ objectType: 'machine', objectId: input.machineId }),
  output: MachineBearer,
  async run(scene, { machineId }) {
    const machine = await findMachine(scene.tx, machineId)
    if (!machine || !desksFor(scene.actor, 'machine.admit').includes(machine.desk_id))
      throw new AppError('not-found')
    // Until this ends nobody comes to the desk or leaves it, and its key is not renewed: what is looked at here stays so.
    const epoch = await holdEpoch(scene.tx, machine.desk_id)
    const made = makeMachine(scene, machine)
    if (!made.memberships.some((one) => one.epoch === epoch)) throw new AppError('conflict')
    const answer = await admitMachineRow(scene.tx, { id: machineId, ...made })
    if (answer === 'unconfirmed') throw new AppError('step-up-required')
    if (answer !== 'done')
      throw refusals[answer]
        ? new AppError('refused', refusals[answer])
        : new AppError('conflict', 'accounts_confirm_gone')
    await notify(
      scene,
      [machine.asked_by, machine.answers_id].map((userId) => ({
        to: { userId },
        kind: 'machine.admitted',
        objectType: 'machine',
        objectId: machineId,
      })),
    )
    return {
      name: machine.name,
      bearer: bearerText(made.cookie),
      endsAt: made.endsAt,
      deskId: machine.desk_id,
    }
  },
  audit: (result) => ({ basis: `desk:${result.deskId}` }),
})

function makeMachine({ actor, keys }: Scene, machine: MachineRow) {
  const { vault } = platform()
  const { tenantId } = actor
  const userId = crypto.randomUUID()
  const notAfter = Math.floor(Date.now() / 1000) + machine.days * 86_400
  const { key, cookie, session } = vault.createMachine({ tenantId, userId })
  const newcomer = { userKey: key, role: 'machine', notBefore: 0, notAfter }
  const sealed = vault.admit(keys.opener, machine.desk_id, newcomer)
  // As its own first act would: the wraps it opens at every request are symmetric ones from the beginning.
  const memberships = vault.settleMemberships({ cookie, session, memberships: sealed, grants: [] })
  const endsAt = new Date(notAfter * 1000)
  const terms = {
    ...{ tenantId, id: machine.id, userId, deskId: machine.desk_id, answersId: machine.answers_id, endsAt },
    scopes: machine.scopes as MachineScope[],
  }
  const mac = vault.macRow(tenantId, 'machine', machineColumns(terms))
  return { key, cookie, session, memberships, endsAt, mac }
}
