import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames, japanDay } from '../directory/index.ts'
import { cardOf, countLikelyTheSame, personsById } from '../people/index.ts'
import { referralOfConsultation } from '../referrals/index.ts'
import { whyNotReview } from './policy.ts'
import { promisedStill } from './promises.ts'
import { OpenedConsultation } from './shapes.ts'
import { staffNames } from './staff-names.ts'
import { earlierRecordOf, findConsultation, headOf, recordOf } from './store.ts'

export const openConsultation = defineUseCase({
  name: 'consultation.open',
  permission: 'consultation.read',
  purpose: 'support',
  input: z.object({ consultationId: z.uuid() }),
  subject: (input) => ({ objectType: 'consultation', objectId: input.consultationId }),
  output: OpenedConsultation,
  async run(scene, input) {
    const { actor, tx } = scene
    const row = await findConsultation(tx, input.consultationId)
    const versions = await tx
      .selectFrom('consultation_version')
      .selectAll()
      .where('consultation_id', '=', row.id)
      .orderBy('rev', 'desc')
      .limit(100)
      .execute()
    const [person] = await personsById(tx, row.person_id ? [row.person_id] : [])
    const desks = await deskNames(tx, [row.desk_id])
    const people = await staffNames(tx, [
      row.author_id,
      row.reviewed_by,
      row.entered_by,
      row.amended_by,
      ...versions.map((version) => version.written_by),
    ])
    const nameOf = (id: string | null) => (id && people.get(id)) || ''
    return {
      ...headOf(row),
      deskName: desks.get(row.desk_id)?.name ?? '',
      authorName: nameOf(row.author_id),
      reviewerName: nameOf(row.reviewed_by),
      enteredByName: nameOf(row.entered_by),
      amendedByName: nameOf(row.amended_by),
      likelySame: person ? await countLikelyTheSame(tx, person.id) : 0,
      record: recordOf(row),
      person: person ? { id: person.id, rev: person.rev, card: cardOf(person) } : null,
      earlier: versions.map((version) => ({
        rev: version.rev,
        writtenAt: version.written_at,
        writerName: nameOf(version.written_by),
        record: earlierRecordOf(version),
      })),
      promisedOn: (await promisedStill(tx, row.id)) ? row.next_contact_on : null,
      today: japanDay(new Date()),
      referralId: await referralOfConsultation(scene, row.id),
      mayAmend: desksFor(actor, 'consultation.write').includes(row.desk_id),
      mayReview: whyNotReview(actor, row) === undefined,
    }
  },
  audit: (result) => (result.caseId ? { caseId: result.caseId } : {}),
})
