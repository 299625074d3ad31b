import { download, look } from '../../../platform/http/page.ts'
import { exportSheet } from '../export-sheet.ts'
import type { SheetKind } from '../sheet.ts'

export const loader = download(
  look(exportSheet, ({ params }) => ({ kind: params.kind as SheetKind })),
  ({ fileName, text }) => ({ fileName, mediaType: 'text/csv; charset=utf-8', body: text }),
)
