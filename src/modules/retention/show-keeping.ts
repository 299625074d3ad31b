import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { sealedOf } from '../../platform/records.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { holdGrounds, KeptRecord } from './contract.ts'
import { aboutRecord, describedRecords, namesOfStaff } from './kept-records.ts'
import { stateOf } from './record-state.ts'
import { holdRecord, liftRecord } from './records.ts'

const most = 50

/** Until when one record is kept, and what holds it. */
export const showKeeping = defineUseCase({
  name: 'retention.show',
  permission: 'retention.hold',
  purpose: 'support',
  input: KeptRecord,
  subject: aboutRecord,
  output: z.object({
    record: z.object({
      kind: z.enum(['case', 'consultation']),
      recordId: z.uuid(),
      number: z.string(),
      title: z.string(),
      beganOn: z.string().nullable(),
      keepUntil: z.string().nullable(),
      isHeld: z.boolean(),
      isListed: z.boolean(),
    }),
    mayLift: z.boolean(),
    holds: z.array(
      z.object({
        id: z.uuid(),
        ground: z.enum(holdGrounds),
        putBy: z.string(),
        putAt: z.date(),
        reason: z.string().nullable(),
        liftedBy: z.string().nullable(),
        liftedAt: z.date().nullable(),
        liftedReason: z.string().nullable(),
      }),
    ),
  }),
  async run({ actor, tx }, record) {
    const state = await stateOf(tx, record.kind, record.recordId)
    const holds = await tx
      .selectFrom('retention_hold')
      .selectAll()
      .where((where) =>
        record.kind === 'case'
          ? where.or([
              where('case_id', '=', record.recordId),
              // Holds of consultations that have joined it keep the whole case.
              where(
                'consultation_id',
                'in',
                where.selectFrom('consultation').select('id').where('case_id', '=', record.recordId),
              ),
            ])
          : where('consultation_id', '=', record.recordId),
      )
      .orderBy('put_at', 'desc')
      .limit(most)
      .execute()
    const names = await namesOfStaff(
      tx,
      holds.flatMap((row) => [row.put_by, row.lifted_by]),
    )
    const sealed = (row: (typeof holds)[number]) => ({
      tenantId: row.tenant_id,
      id: row.id,
      compartmentId: row.compartment_id,
      rev: 1,
      schema: row.schema_no,
    })
    return {
      described: await describedRecords(tx, [record]),
      state,
      mayLift: desksFor(actor, 'retention.lift').includes(state.deskId),
      holds: holds.map((row) => ({
        id: row.id,
        ground: row.ground as (typeof holdGrounds)[number],
        putBy: names.get(row.put_by) ?? '',
        putAt: row.put_at,
        liftedBy: row.lifted_by ? (names.get(row.lifted_by) ?? '') : null,
        liftedAt: row.lifted_at,
        words: sealedOf(holdRecord, { ...sealed(row), bytes: row.reason }),
        liftWords: row.lifted_reason
          ? sealedOf(liftRecord, { ...sealed(row), bytes: row.lifted_reason })
          : null,
      })),
    }
  },
  audit: (result) => ({ count: result.holds.length }),
  present: ({ described: [one], state, holds, mayLift }, input) => ({
    record: {
      ...input,
      number: one?.label?.number ?? '',
      title: one?.label?.title ?? '',
      beganOn: one?.beganOn ?? null,
      keepUntil: state.keepUntil,
      isHeld: state.isHeld,
      isListed: state.isListed,
    },
    mayLift,
    holds: holds.map(({ words, liftWords, ...hold }) => ({
      ...hold,
      reason: words?.text ?? null,
      liftedReason: liftWords?.text ?? null,
    })),
  }),
})
