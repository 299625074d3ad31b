import { z } from 'zod'
import { type Actor, desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskFullName, deskNames } from '../directory/index.ts'
import { MachineScopeCode, machineStandings } from './contract.ts'
import { standingOf, whyNotAdmitMachine, whyNotConfirmMachine } from './machine-policy.ts'
import { type MachineRow, newestMachines } from './store/machines.ts'

/** The programs that work here: of the whole office for administrators, of her own desk for who leads it. */
export const listMachines = defineUseCase({
  name: 'machine.list',
  permission: 'machine.read',
  purpose: 'administration',
  input: z.object({}),
  subject: () => ({ objectType: 'machine' }),
  output: z.object({
    machines: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        scopes: z.array(MachineScopeCode),
        desk: z.string(),
        answersName: z.string(),
        days: z.number(),
        standing: z.enum(machineStandings),
        askedByName: z.string(),
        askedAt: z.date(),
        endsAt: z.date().nullable(),
        usedAt: z.date().nullable(),
        endedAt: z.date().nullable(),
        /** Why the reader cannot confirm or take in; null = she can. Absent where it is not the next step. */
        whyNotConfirm: z.string().nullable().optional(),
        whyNotAdmit: z.string().nullable().optional(),
        mayEnd: z.boolean(),
      }),
    ),
    mayAsk: z.boolean(),
  }),
  async run({ actor, tx }) {
    const rows = await newestMachines(tx)
    const names = await deskNames(
      tx,
      rows.map((row) => row.desk_id),
    )
    return {
      machines: rows.map((row) => {
        const desk = names.get(row.desk_id)
        return { ...lineOf(row, actor), desk: desk ? deskFullName(desk) : '' }
      }),
      mayAsk: isAdministrator(actor),
    }
  },
  audit: (result) => ({ count: result.machines.length }),
})

function lineOf(row: MachineRow, actor: Actor) {
  const now = new Date()
  const machine = {
    ...{ state: row.state, askedBy: row.asked_by, askedAt: row.asked_at, answersId: row.answers_id },
    ...{ confirmedBy: row.confirmed_by, confirmedAt: row.confirmed_at, endsAt: row.ends_at },
    isAnswered: row.answers_state === 'active' && (row.shown_state ?? 'active') === 'active',
  }
  const leadsIt = desksFor(actor, 'machine.admit').includes(row.desk_id)
  const standing = standingOf(machine, now)
  return {
    ...{ id: row.id, name: row.name, days: row.days, standing },
    scopes: row.scopes as z.output<typeof MachineScopeCode>[],
    answersName: row.answers_name,
    askedByName: row.asked_by_name,
    askedAt: row.asked_at,
    endsAt: row.ends_at,
    usedAt: row.used_at,
    endedAt: row.ended_at,
    ...(standing === 'asked' && isAdministrator(actor)
      ? { whyNotConfirm: whyNotConfirmMachine(machine, actor, now) }
      : {}),
    ...(standing === 'confirmed'
      ? { whyNotAdmit: whyNotAdmitMachine(machine, { userId: actor.userId, leadsIt }, now) }
      : {}),
    mayEnd: row.state !== 'ended' && (isAdministrator(actor) || leadsIt),
  }
}

function isAdministrator(actor: Actor): boolean {
  return actor.roles.includes('tenant_admin')
}
