import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { type DeskName, deskNames, deskOfHub, fullName } from '../directory/index.ts'
import { ReferralLine, ReferralSheet, referralStates } from './contract.ts'
import { findReferral, type ReferralRow, referralSheetOf } from './store.ts'

const most = 100
const none = '00000000-0000-0000-0000-000000000000'

/** What my desks referred, and what was referred to them. Open ones first, urgent before all. */
export const listReferrals = defineUseCase({
  name: 'referral.list',
  permission: 'referral.read',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'referral' }),
  output: z.object({
    mayReceive: z.boolean(),
    maySend: z.boolean(),
    received: z.array(ReferralLine),
    sent: z.array(ReferralLine),
  }),
  async run(scene) {
    const receiving = desksFor(scene.actor, 'referral.receive')
    const sending = desksFor(scene.actor, 'referral.send')
    const received = await rowsOf(scene, 'to_desk_id', receiving)
    const sent = await rowsOf(scene, 'from_desk_id', sending)
    const desks = await deskNames(
      scene.tx,
      received.map((row) => row.from_desk_id),
    )
    const hub = sent.length > 0 ? await deskOfHub(scene.tx) : null
    const named = (row: ReferralRow, desk: DeskName | null | undefined) => {
      return {
        open: {
          id: row.id,
          state: row.state as ReferralLine['state'],
          isUrgent: row.is_urgent,
          otherDesk: fullName(desk),
          sentAt: row.sent_at,
          changedAt: row.changed_at,
        },
        sheet: referralSheetOf(row),
      }
    }
    return {
      mayReceive: receiving.length > 0,
      maySend: sending.length > 0,
      received: received.map((row) => named(row, desks.get(row.from_desk_id))),
      sent: sent.map((row) => named(row, hub)),
    }
  },
  audit: (result) => ({ count: result.received.length + result.sent.length }),
  present: ({ received, sent, ...rest }) => ({
    ...rest,
    received: received.map(({ open, sheet }) => ({ ...open, who: sheet?.who ?? null })),
    sent: sent.map(({ open, sheet }) => ({ ...open, who: sheet?.who ?? null })),
  }),
})

function rowsOf({ actor, tx }: Scene, column: 'to_desk_id' | 'from_desk_id', deskIds: readonly string[]) {
  return tx
    .selectFrom('referral')
    .selectAll()
    .where('tenant_id', '=', actor.tenantId)
    .where(column, 'in', deskIds.length > 0 ? [...deskIds] : [none])
    .orderBy((order) => order.case().when('state', '=', 'ended').then(1).else(0).end())
    .orderBy('is_urgent', 'desc')
    .orderBy('sent_at', 'desc')
    .limit(most)
    .execute()
}

/** One referral: its five fields and its state. What became of it only the hub sees. */
export const openReferral = defineUseCase({
  name: 'referral.open',
  permission: 'referral.read',
  purpose: 'coordination',
  input: z.object({ referralId: z.uuid() }),
  subject: (input) => ({ objectType: 'referral', objectId: input.referralId }),
  output: z.object({
    id: z.uuid(),
    side: z.enum(['sender', 'hub']),
    state: z.enum(referralStates),
    isUrgent: z.boolean(),
    fromDesk: z.string(),
    fromPhone: z.string(),
    toDesk: z.string(),
    sentAt: z.date(),
    receivedAt: z.date().nullable(),
    changedAt: z.date(),
    consultationId: z.uuid().nullable(),
    sheet: ReferralSheet.nullable(),
  }),
  async run(scene, input) {
    const row = await findReferral(scene, input.referralId)
    const isHub = desksFor(scene.actor, 'referral.receive').includes(row.to_desk_id)
    const outcome = isHub
      ? await scene.tx
          .selectFrom('referral_outcome')
          .select('consultation_id')
          .where('tenant_id', '=', scene.actor.tenantId)
          .where('referral_id', '=', row.id)
          .executeTakeFirst()
      : undefined
    const desks = await deskNames(scene.tx, [row.from_desk_id, row.to_desk_id])
    const from = desks.get(row.from_desk_id)
    // Whoever referred her is not told to which desk the case has gone since: that may say where she lives now.
    const to = isHub ? desks.get(row.to_desk_id) : await deskOfHub(scene.tx)
    return {
      id: row.id,
      side: isHub ? ('hub' as const) : ('sender' as const),
      state: row.state as ReferralLine['state'],
      isUrgent: row.is_urgent,
      fromDesk: fullName(from),
      fromPhone: from ? from.extension || from.publicPhone : '',
      toDesk: fullName(to),
      sentAt: row.sent_at,
      receivedAt: row.received_at,
      changedAt: row.changed_at,
      consultationId: outcome?.consultation_id ?? null,
      sheet: referralSheetOf(row),
    }
  },
  audit: () => ({}),
})
