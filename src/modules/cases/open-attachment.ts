import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { fileOf } from './attachment-store.ts'
import { caseFor } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { AttachmentLabel, CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

const OneFile = CaseId.extend({ attachmentId: z.uuid() })
const Opened = z.object({
  label: AttachmentLabel.nullable(),
  content: z.instanceof(Uint8Array).nullable(),
})

/** The picture that was made anew: shown on the page. An original never comes this way. */
export const showPicture = defineUseCase({
  name: 'case.show-picture',
  permission: 'case.read',
  purpose: 'support',
  input: OneFile,
  subject: (input) => ({ objectType: 'attachment', objectId: input.attachmentId, caseId: input.caseId }),
  output: Opened,
  async run(scene, input) {
    const row = await caseFor(scene, 'case.read', input.caseId)
    const file = await fileOf(scene.tx, row.id, input.attachmentId)
    if (file?.form !== 'rendition') throw new AppError('not-found')
    return { label: file.label, content: file.content }
  },
  audit: () => ({}),
})

/** An original as it came from outside. It may carry anything, so opening it is an act with a reason. */
export const openOriginal = defineUseCase({
  name: 'case.open-original',
  permission: 'case.read',
  purpose: 'support',
  input: OneFile.extend({ reason: text(2000).min(1, 'cases_error_reason_missing') }),
  subject: (input) => ({ objectType: 'attachment', objectId: input.attachmentId, caseId: input.caseId }),
  output: Opened,
  async run(scene, input) {
    const row = await caseFor(scene, 'case.read', input.caseId)
    const file = await fileOf(scene.tx, row.id, input.attachmentId)
    if (!file) throw new AppError('not-found')
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'original_opened',
      objectId: file.id,
      reason: input.reason,
      isMovement: false,
    })
    return { label: file.label, content: file.content }
  },
  audit: () => ({}),
})
