import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { idsMeant, shortNumber } from '../../ui/lookup/short-number.ts'
import { staffNames } from '../disclosures/index.ts'

const most = 50

/** The planted cases. Nobody but auditors knows which they are; whoever opens one sees an ordinary case. */
export const listTraps = defineUseCase({
  name: 'viewing.list-traps',
  permission: 'audit.plant',
  purpose: 'oversight',
  input: z.object({}),
  subject: () => ({ objectType: 'trap' }),
  output: z.object({
    traps: z.array(z.object({ id: z.uuid(), caseShort: z.string(), setBy: z.string(), setAt: z.date() })),
  }),
  async run(scene) {
    const rows = await scene.tx
      .selectFrom('audit.trap')
      .selectAll()
      .where('ended_at', 'is', null)
      .orderBy('set_at', 'desc')
      .limit(most)
      .execute()
    const staff = await staffNames(
      scene,
      rows.map((row) => row.set_by),
    )
    return {
      traps: rows.map((row) => ({
        id: row.id,
        caseShort: shortNumber(row.case_id),
        setBy: staff.get(row.set_by) ?? '',
        setAt: row.set_at,
      })),
    }
  },
  audit: (result) => ({ count: result.traps.length }),
})

/**
 * Makes a trap of a fictional case that somebody who leads has opened for it. An auditor opens no case and holds no key: she
 * knows it by the number of her own list. One that is no case, is a trap already or is hidden from her is one answer.
 */
export const plantTrap = defineUseCase({
  name: 'viewing.plant-trap',
  permission: 'audit.plant',
  purpose: 'oversight',
  input: z.object({ case: z.string('viewing_trap_number').trim().min(1, 'viewing_trap_number').max(300) }),
  subject: () => ({ objectType: 'trap' }),
  output: z.object({ id: z.uuid() }),
  async run({ tx }, input) {
    const meant = idsMeant(input.case)
    if (!meant) throw new AppError('invalid', 'error_invalid', { fields: { case: 'viewing_trap_number' } })
    const id = crypto.randomUUID()
    const { rows } = await sql<{ done: boolean }>`
      select audit.set_trap(${id}, ${meant.first}, ${meant.last}) as done`.execute(tx)
    if (!rows[0]?.done) throw new AppError('refused', 'viewing_trap_none')
    return { id }
  },
  audit: ({ id }) => ({ objectId: id }),
})

export const endTrap = defineUseCase({
  name: 'viewing.end-trap',
  permission: 'audit.plant',
  purpose: 'oversight',
  input: z.object({ trapId: z.uuid() }),
  subject: (input) => ({ objectType: 'trap', objectId: input.trapId }),
  output: z.object({}),
  async run({ tx }, { trapId }) {
    const { rows } = await sql<{ done: boolean }>`select audit.end_trap(${trapId}) as done`.execute(tx)
    if (!rows[0]?.done) throw new AppError('conflict', 'viewing_trap_gone')
    return {}
  },
  audit: () => ({}),
})
