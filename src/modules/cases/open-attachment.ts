import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { factsOfFile, pictureOf } from './attachment-store.ts'
import { caseFor } from './case-row.ts'
import { AttachmentLabel, CaseId } from './contract.ts'

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
    const picture = await pictureOf(scene.tx, row.id, input.attachmentId)
    if (!picture) throw new AppError('not-found')
    return picture
  },
  audit: () => ({}),
})

/** The page of one file: what it is, who put it there, and the picture if there is one. */
export const showFile = defineUseCase({
  name: 'case.show-file',
  permission: 'case.read',
  purpose: 'support',
  input: OneFile,
  subject: (input) => ({ objectType: 'attachment', objectId: input.attachmentId, caseId: input.caseId }),
  output: z.object({
    attachmentId: z.uuid(),
    form: z.enum(['rendition', 'original']),
    createdAt: z.date(),
    by: z.string(),
    label: AttachmentLabel.nullable(),
  }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.read', input.caseId)
    const file = await factsOfFile(scene.tx, row.id, input.attachmentId)
    if (!file) throw new AppError('not-found')
    return file
  },
  audit: () => ({}),
})
