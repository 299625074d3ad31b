import { csvOf } from '../../../platform/documents/csv.ts'
import { saveFile } from '../../../platform/http/page.ts'
import { exportDirectory } from '../export-directory.ts'

export const action = saveFile(
  exportDirectory,
  ({ params }) => ({ kind: params.kind }),
  (released) => ({
    fileName: released.content.fileName,
    mediaType: 'text/csv; charset=utf-8',
    body: csvOf(released),
  }),
  () => '/directory/export',
)
