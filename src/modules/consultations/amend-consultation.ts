import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { holdNames, watchFirstCall } from '../conflicts/index.ts'
import { DraftRev, removeDraft } from '../drafts/index.ts'
import { changeCard } from '../people/index.ts'
import { ConsultationTyped, cardFrom, columnsFrom, namesOn, recordFrom } from './entry.ts'
import { deskToWriteAt, refuseFutureDay } from './policy.ts'
import { personFrom } from './record-consultation.ts'
import { consultationRecord, earlierRecord } from './records.ts'
import { type ConsultationRow, findConsultation, recordOf } from './store.ts'

export const amendmentDraft = 'consultation_amendment'

/** A correction. What stood before stays readable, with who wrote it and when. */
export const amendConsultation = defineUseCase({
  name: 'consultation.amend',
  permission: 'consultation.write',
  purpose: 'support',
  input: ConsultationTyped.extend({
    consultationId: z.uuid(),
    /** The revision the person saw. */
    rev: z.coerce.number().int().min(1),
    personRev: z.coerce.number().int().min(1).optional(),
    draftRev: DraftRev.optional(),
    because: z.string().trim().max(1000, 'consultations_error_too_long').default(''),
  }),
  subject: (input) => ({ objectType: 'consultation', objectId: input.consultationId }),
  output: z.object({ id: z.uuid(), rev: z.number() }),
  async run(scene, input) {
    const row = await findConsultation(scene.tx, input.consultationId)
    if (!deskToWriteAt(scene.actor, row.desk_id)) throw new AppError('forbidden')
    refuseFutureDay(input.day)
    const names = namesOn(input)
    await holdNames(scene, names, row.id)
    await keepEarlier(scene, row, input.rev)
    const rev = input.rev + 1
    const personId = await samePersonOrNew(scene, row, input)
    const changed = await scene.tx
      .updateTable('consultation')
      .set({
        ...columnsFrom(input),
        ...(row.next_contact_changed_at ? { next_contact_on: row.next_contact_on } : {}),
        person_id: personId,
        amended_by: scene.actor.userId,
        amended_at: sql`now()`,
        rev,
        record: scene.keys.seal(
          consultationRecord,
          { id: row.id, compartmentId: row.compartment_id, rev },
          recordFrom(input, input.because),
        ),
      })
      .where('id', '=', row.id)
      .where('rev', '=', input.rev)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw staleBy(row)
    await removeDraft(scene, amendmentDraft, row.id, input.draftRev)
    await watchFirstCall(scene, row.id, names)
    return { id: row.id, rev, caseId: row.case_id }
  },
  audit: (result) => (result.caseId ? { caseId: result.caseId } : {}),
})

function staleBy(row: ConsultationRow): AppError {
  return new AppError('conflict', 'consultations_error_conflict', { facts: { rev: row.rev } })
}

async function keepEarlier({ actor, tx, keys }: Scene, row: ConsultationRow, seen: number): Promise<void> {
  if (row.rev !== seen) throw staleBy(row)
  await keys.load([row.compartment_id])
  const id = crypto.randomUUID()
  await tx
    .insertInto('consultation_version')
    .values({
      tenant_id: actor.tenantId,
      id,
      consultation_id: row.id,
      desk_id: row.desk_id,
      compartment_id: row.compartment_id,
      case_id: row.case_id,
      rev: row.rev,
      written_by: row.amended_by ?? row.author_id,
      written_at: row.amended_at ?? row.created_at,
      replaced_by: actor.userId,
      schema_no: row.schema_no,
      record: keys.reseal(recordOf(row), earlierRecord, {
        id,
        compartmentId: row.compartment_id,
        rev: row.rev,
      }),
    })
    .execute()
}

/**
 * Corrects her card, or makes one when the first name or number is told only now. In a case her card belongs to the
 * case's own page, where it may hold more names and numbers than this sheet knows.
 */
async function samePersonOrNew(
  scene: Scene,
  row: ConsultationRow,
  input: ConsultationTyped & { personRev?: number | undefined },
): Promise<string | null> {
  const card = cardFrom(input)
  if (!card || row.case_id) return row.person_id
  if (!row.person_id) return personFrom(scene, input, row.desk_id)
  if (input.personRev !== undefined) await changeCard(scene, row.person_id, input.personRev, card, input.day)
  return row.person_id
}
