import { saveFile } from '../../../platform/http/page.ts'
import { releaseOriginal } from '../release-original.ts'

export const action = saveFile(
  releaseOriginal,
  ({ params, form }) => ({ ...form, caseId: params.caseId, attachmentId: params.attachmentId }),
  ({ content }) => ({
    fileName: content.name,
    // Whatever it says it is: the browser shall keep it, not show it.
    mediaType: 'application/octet-stream',
    body: content.bytes,
  }),
  ({ params }) => `/cases/${params.caseId}/files/${params.attachmentId}/original`,
)
