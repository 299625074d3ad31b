import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { holdGrounds, KeptRecord, Reason } from './contract.ts'
import { aboutRecord } from './kept-records.ts'
import { stateOf } from './record-state.ts'
import { holdRecord } from './records.ts'

/** A claim, a complaint or a request for disclosure: from now on it cannot be destroyed. */
export const holdKeptRecord = defineUseCase({
  name: 'retention.hold',
  permission: 'retention.hold',
  purpose: 'support',
  input: KeptRecord.extend({ ground: z.enum(holdGrounds, 'retention_error_ground'), reason: Reason }),
  subject: aboutRecord,
  output: z.object({}),
  async run({ tx, keys }, { kind, recordId, ground, reason }) {
    const state = await stateOf(tx, kind, recordId)
    await keys.load([state.compartmentId])
    const id = crypto.randomUUID()
    const sealed = keys.seal(holdRecord, { id, compartmentId: state.compartmentId, rev: 1 }, { text: reason })
    const { rows } = await sql<{ done: boolean }>`
      select auth.put_hold(${id}, ${kind}, ${recordId}, ${ground}, ${sealed}) as done`.execute(tx)
    if (!rows[0]?.done) throw new AppError('not-found')
    return {}
  },
  audit: (_result, { ground }) => ({ basis: ground }),
})
