import { AppError } from '../../platform/errors.ts'
import type { HotWriting } from '../../platform/hot-writing.ts'
import { namesWatched } from '../conflicts/index.ts'
import { cardFrom, columnsFrom, namesOn, recordFrom } from './entry.ts'
import { deskToWriteAt, refuseFutureDay } from './policy.ts'
import { consultationRecord } from './records.ts'
import type { ToRecord } from './to-record.ts'

/** `consultation.record` in two statements (migrations/0217, 0245): what `run` writes, row for row, of a call without a name. */
export const hotConsultation: HotWriting<ToRecord> = {
  takes: (input) => !input.referralId && !input.draftRev && !input.isBackEntry && cardFrom(input) === null,
  statement: `select * from auth.record_consultation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
    $17::text[], $18::uuid[], $19)`,
  async values({ actor, keys }, input) {
    const deskId = deskToWriteAt(actor, input.deskId)
    if (!deskId)
      throw new AppError('invalid', 'error_invalid', { fields: { deskId: 'consultations_error_desk' } })
    refuseFutureDay(input.day)
    const id = crypto.randomUUID()
    const { id: compartmentId, grants } = await keys.make({ kind: 'consultation', ownerDeskId: deskId })
    const [grant, ...others] = grants
    // The function stores one: no other desk is given a consultation when it is recorded.
    if (!grant || others.length > 0) throw new AppError('internal')
    const record = keys.seal(consultationRecord, { id, compartmentId, rev: 1 }, recordFrom(input))
    const names = namesOn(input)
    const watched = names.length > 0 ? JSON.stringify(namesWatched(actor.tenantId, id, names)) : null
    return [
      ...[id, deskId, compartmentId],
      ...[grant.epoch, Buffer.from(grant.keyId), Buffer.from(grant.wrap), Buffer.from(grant.mac)],
      ...[JSON.stringify(columnsFrom(input)), record, watched],
    ]
  },
}
