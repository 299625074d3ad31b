import { sql } from 'kysely'
import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'

const atOnce = 200

/** Cases from before there was a duty desk: their keys are given by somebody who holds them, some at a time. */
export const giveToDuty = defineUseCase({
  name: 'duty.give-earlier-cases',
  permission: 'duty.give',
  purpose: 'protection',
  input: z.object({}),
  subject: () => ({ objectType: 'duty' }),
  output: z.object({ given: z.number(), isMore: z.boolean() }),
  async run({ tx, keys }) {
    const { rows } = await sql<{ compartment_id: string; owner_desk_id: string }>`
      select * from auth.not_given_to_duty(${atOnce + 1})`.execute(tx)
    const now = rows.slice(0, atOnce)
    await keys.load(now.map((row) => row.compartment_id))
    for (const row of now) await keys.giveToDuty(row.compartment_id, row.owner_desk_id)
    return { given: now.length, isMore: rows.length > atOnce }
  },
  audit: (result) => ({ count: result.given }),
})
