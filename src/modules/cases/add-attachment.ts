import { z } from 'zod'
import { refuseInfected } from '../../platform/scanner/gate.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { addAttachment } from './attachment-store.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { AttachmentLabel, CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'
import { PreparedFile } from './prepare-file.ts'

/** Whether a file may be added at all; asked before anybody spends a process on it. */
export const prepareAttachment = defineUseCase({
  name: 'case.prepare-attachment',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId,
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    refuseIfClosed(await caseFor(scene, 'case.write', input.caseId))
    return {}
  },
  audit: () => ({}),
})

/**
 * Keeps a file under a key of its own, once the office's scanner has found nothing in it as it was sent. Pictures are made anew by a process without keys, so that what is shown later
 * cannot be anything but a picture; everything else stays as it came and is opened only by a recorded act.
 */
export const addAttachmentToCase = defineUseCase({
  name: 'case.add-attachment',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({
    submissionId: z.uuid(),
    file: z.instanceof(PreparedFile),
    name: text(300).min(1),
    note: text(500).default(''),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ id: z.uuid() }),
  async beforehand(_at, { file }) {
    return () => refuseInfected(file.sent)
  },
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    const label = AttachmentLabel.parse({
      name: input.name,
      type: input.file.type,
      bytes: input.file.bytes.byteLength,
      note: input.note,
    })
    const id = await addAttachment(scene, row, { form: input.file.form, label, bytes: input.file.bytes })
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'attachment_added',
      objectId: id,
      toState: input.file.form,
    })
    return { id }
  },
  audit: (result) => ({ objectType: 'attachment', objectId: result.id }),
})
