import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { verdicts } from './contract.ts'

/** Somebody who leads the desk has looked at it; never at her own. "Not needed" goes to auditors. */
export const reviewGlass = defineUseCase({
  name: 'glass.review',
  permission: 'glass.review',
  purpose: 'oversight',
  input: z.object({ glassId: z.uuid(), verdict: z.enum(verdicts, 'emergency_verdict_missing') }),
  subject: (input) => ({ objectType: 'glass', objectId: input.glassId }),
  output: z.object({}),
  async run({ tx }, { glassId, verdict }) {
    const { rows } = await sql<{ done: boolean }>`
      select auth.review_glass(${glassId}, ${verdict}) as done`.execute(tx)
    if (!rows[0]?.done) throw new AppError('conflict', 'emergency_gone')
    return {}
  },
  audit: (_result, { verdict }) => ({ basis: verdict }),
})
