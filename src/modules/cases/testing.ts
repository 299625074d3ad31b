import type { Caller } from '../../platform/actor.ts'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { aConsultation } from '../consultations/testing.ts'
import type { whereaboutsKinds } from '../people/index.ts'
import { addAttachmentToCase } from './add-attachment.ts'
import { addPersonToCase } from './add-person.ts'
import { attachConsultation } from './attach-consultation.ts'
import { openCase } from './open-case.ts'
import { PreparedFile } from './prepare-file.ts'
import { recordWhereabouts } from './record-whereabouts.ts'

export { addPersonToCase } from './add-person.ts'
export { askApproval } from './ask-approval.ts'
export { assign } from './assign.ts'
export { attachConsultation } from './attach-consultation.ts'
export { blockPerson } from './block-person.ts'
export { callNamesake } from './call-namesake.ts'
export { closeCase } from './close-case.ts'
export { decideApproval } from './decide-approval.ts'
export { editCore } from './edit-core.ts'
export { editPersonOfCase } from './edit-person.ts'
export { editSafety } from './edit-safety.ts'
export { liftBlock } from './lift-block.ts'
export { listBlocks } from './list-blocks.ts'
export { showPicture } from './open-attachment.ts'
export { registerCaseSources } from './own-sources.ts'
export { prepareClosing } from './prepare-closing.ts'
export { removeAttachment } from './remove-attachment.ts'
export { reopenCase } from './reopen-case.ts'
export { replaceCaseKeys } from './replace-keys.ts'
export { reviewCase } from './review-case.ts'
export { reviewQueue } from './review-queue.ts'
export { setCaseRules } from './set-case-rules.ts'
export { setRisk } from './set-risk.ts'
export { showCase } from './show-case.ts'
export { transferCase } from './transfer-case.ts'
export { viewersOfCase } from './viewers-of-case.ts'

/** A fictional case with a name to be found by, and what must never be done. */
export async function aCase(
  opener: TestPerson,
  wish: { title?: string; family?: string } = {},
): Promise<string> {
  const { id } = await openCase(opener, {
    submissionId: crypto.randomUUID(),
    client: {
      names: [{ family: wish.family ?? '架空', given: '花', familyKana: 'かくう', givenKana: 'はな' }],
      birthDate: '1990-04-02',
    },
    core: { title: wish.title ?? '転居と離婚の相談', wishes: '子どもと静かに暮らしたい' },
    safety: { never: '自宅の電話にかけない', counterpart: { name: '架空 太郎' } },
  })
  return id
}

/** Where the client of a case is. */
export async function aPlace(
  database: Pick<TestDatabase, 'superuser'>,
  who: TestPerson,
  caseId: string,
  kind: (typeof whereaboutsKinds)[number],
  text: string,
): Promise<string> {
  const { rows } = await database.superuser.query('select client_id from case_ where id = $1', [caseId])
  const { id } = await recordWhereabouts(who, {
    submissionId: crypto.randomUUID(),
    caseId,
    personId: rows[0].client_id,
    kind,
    place: { text },
  })
  return id
}

/** A call that was put into the case. */
export async function aConsultationIn(
  who: TestPerson,
  caseId: string,
  typed: Parameters<typeof aConsultation>[1],
): Promise<string> {
  const consultationId = await aConsultation(who, typed)
  await attachConsultation(who, { caseId, consultationId })
  return consultationId
}

/** A file of the case, kept as it came. */
export async function aFile(counselor: Caller, caseId: string, name: string, text: string): Promise<string> {
  const { id } = await addAttachmentToCase(counselor, {
    caseId,
    submissionId: crypto.randomUUID(),
    file: new PreparedFile('application/pdf', 'original', new TextEncoder().encode(text)),
    name,
  })
  return id
}

/** A picture of the case, as it is shown on the page. */
export async function aPicture(counselor: TestPerson, caseId: string, bytes: Uint8Array): Promise<string> {
  const { id } = await addAttachmentToCase(counselor, {
    caseId,
    submissionId: crypto.randomUUID(),
    file: new PreparedFile('image/png', 'rendition', bytes),
    name: '見本.png',
  })
  return id
}

/** A case on which somebody has this number. */
export async function aCaller(
  opener: TestPerson,
  wish: { part: 'relative' | 'counterpart'; phone: string },
): Promise<string> {
  const caseId = await aCase(opener)
  const card = { names: [{ family: '架空', given: '番号' }], phones: [{ number: wish.phone }] }
  await addPersonToCase(opener, { submissionId: crypto.randomUUID(), caseId, part: wish.part, card })
  return caseId
}
