import { csvOf } from '../../../platform/documents/csv.ts'
import { download, look } from '../../../platform/http/page.ts'
import type { SheetKind } from '../../directory/index.ts'
import { exportDirectory } from '../export-directory.ts'

export const loader = download(
  look(exportDirectory, ({ params }) => ({ kind: params.kind as SheetKind })),
  (released) => ({
    fileName: released.content.fileName,
    mediaType: 'text/csv; charset=utf-8',
    body: csvOf(released),
  }),
)
