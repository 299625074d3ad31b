import { z } from 'zod'
import { asReleased, type ReleaseStamp, releasedOf } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import {
  AttachmentLabel,
  addCaseEvent,
  caseForRequest,
  factsOfFile,
  originalOf,
  Reason,
} from '../cases/index.ts'
import { release } from './release.ts'

const OneFile = z.object({ caseId: z.uuid(), attachmentId: z.uuid() })

async function findFile(scene: Scene, { caseId, attachmentId }: z.output<typeof OneFile>) {
  const found = await caseForRequest(scene, caseId, 'file.original')
  const file = await factsOfFile(scene.tx, found.id, attachmentId)
  if (!file) throw new AppError('not-found')
  return { found, file }
}

/** What the page says of a file before anybody takes it out; never its content. */
export const prepareOriginal = defineUseCase({
  name: 'file.prepare-original',
  permission: 'file.original',
  purpose: 'support',
  input: OneFile,
  subject: (input) => ({ objectType: 'attachment', objectId: input.attachmentId, caseId: input.caseId }),
  output: z.object({
    caseId: z.uuid(),
    attachmentId: z.uuid(),
    form: z.enum(['rendition', 'original']),
    label: AttachmentLabel.nullable(),
  }),
  async run(scene, input) {
    const { file } = await findFile(scene, input)
    return { ...input, form: file.form, label: file.label }
  },
  audit: () => ({}),
})

/**
 * A file as it came from outside, for a reason that stands on the case's timeline, under a number of the register. This
 * is the only way to its bytes. What is in it nobody has looked at: it counts as sealed content for internal use.
 */
export const releaseOriginal = defineUseCase({
  name: 'file.release-original',
  permission: 'file.original',
  purpose: 'support',
  input: OneFile.extend({ reason: Reason }),
  subject: (input) => ({ objectType: 'attachment', objectId: input.attachmentId, caseId: input.caseId }),
  output: releasedOf(z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) })),
  async run(scene, input) {
    const { found, file } = await findFile(scene, input)
    const stamp = await release(scene, {
      document: 'original_file',
      subjectId: file.attachmentId,
      recipient: { kind: 'internal' },
      fields: [{ name: 'attachment', class: 'S' }],
      purpose: 'original_opened',
      caseId: found.id,
      deskId: found.deskId,
      isPaper: false,
    })
    await addCaseEvent(scene, {
      caseId: found.id,
      deskId: found.deskId,
      compartmentId: found.compartmentId,
      kind: 'original_opened',
      objectId: file.attachmentId,
      reason: input.reason,
      isMovement: false,
    })
    return { stamp, label: file.label, bytes: await originalOf(scene, input, stamp) }
  },
  audit: () => ({}),
  present: ({ stamp, label, bytes }) => {
    if (!bytes) throw new AppError('refused', 'documents_refused_damaged')
    return asReleased(stamp, { name: nameOf(stamp, label?.name), bytes })
  },
})

/** Begins with the number under which it left, so that a file that turns up somewhere is found in the register. */
function nameOf(stamp: ReleaseStamp, name: string | undefined): string {
  return `R${stamp.fiscalYear - 2018}-${String(stamp.serial).padStart(4, '0')}_${name ?? ''}`
}
