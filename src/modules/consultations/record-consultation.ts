import { z } from 'zod'
import { together } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { watchFirstCall } from '../conflicts/index.ts'
import { removeDraft } from '../drafts/index.ts'
import { beginPerson } from '../people/index.ts'
import { referralForConsultation, settleReferral } from '../referrals/index.ts'
import { type ConsultationTyped, cardFrom, columnsFrom, namesOn, recordFrom } from './entry.ts'
import { deskToWriteAt, refuseFutureDay } from './policy.ts'
import { receivedBy } from './received-by.ts'
import { hotConsultation } from './record-consultation-hot.ts'
import { consultationRecord } from './records.ts'
import { ToRecord } from './to-record.ts'

export const consultationDraft = 'consultation'

export const recordConsultation = defineUseCase({
  name: 'consultation.record',
  permission: 'consultation.write',
  purpose: 'support',
  scope: 'consultations.write',
  input: ToRecord,
  subject: () => ({ objectType: 'consultation' }),
  output: z.object({ id: z.uuid() }),
  run: runConsultation,
  hotWriting: hotConsultation,
  audit: (result) => ({ objectId: result.id }),
})

/** The plain writing: for people, for what the hot one does not know, and what it is held to. */
export async function runConsultation(scene: Scene, input: ToRecord): Promise<{ id: string }> {
  const { actor, tx, keys } = scene
  const referral = input.referralId ? await referralForConsultation(scene, input.referralId) : undefined
  const deskId = deskToWriteAt(actor, referral?.deskId ?? input.deskId)
  if (!deskId)
    throw new AppError('invalid', 'error_invalid', { fields: { deskId: 'consultations_error_desk' } })
  refuseFutureDay(input.day)
  const { authorId, enteredBy } = await receivedBy(scene, input, deskId)
  const person = await beginCaller(scene, input, deskId)
  const id = crypto.randomUUID()
  const { id: compartmentId, stored } = await keys.begin({ kind: 'consultation', ownerDeskId: deskId })
  const written = tx
    .insertInto('consultation')
    .values({
      tenant_id: actor.tenantId,
      id,
      desk_id: deskId,
      compartment_id: compartmentId,
      person_id: person?.id ?? null,
      author_id: authorId,
      entered_by: enteredBy,
      is_back_entry: input.isBackEntry,
      ...columnsFrom(input),
      record: keys.seal(consultationRecord, { id, compartmentId, rev: 1 }, recordFrom(input)),
    })
    .execute()
  const names = namesOn(input)
  const watched = names.length > 0 ? watchFirstCall(scene, id, names) : null
  await together([person?.stored ?? null, stored, written, watched])
  if (referral) await settleReferral(scene, referral.id, { consultationId: id })
  await removeDraft(scene, consultationDraft, input.submissionId, input.draftRev)
  return { id }
}

/** A row of her own, if anything was said by which she could be known again; null for an anonymous call. */
export async function personFrom(
  scene: Scene,
  typed: ConsultationTyped,
  deskId: string,
): Promise<string | null> {
  const person = await beginCaller(scene, typed, deskId)
  await person?.stored
  return person?.id ?? null
}

async function beginCaller(scene: Scene, typed: ConsultationTyped, deskId: string) {
  const card = cardFrom(typed)
  if (!card) return null
  const { languages, interpreter, accessNeeds } = typed
  return beginPerson(scene, {
    part: 'client',
    deskId,
    caseId: null,
    card,
    face: { languages: [...languages], interpreter, accessNeeds },
    day: typed.day,
  })
}
