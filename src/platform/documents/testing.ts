import { csvOf } from './csv.ts'
import { asReleased, mintStamp } from './released.ts'

const stamp = mintStamp({
  id: '00000000-0000-4000-8000-000000000001',
  document: 'directory_sheet',
  serial: 1,
  fiscalYear: 2026,
  at: new Date('2026-11-21T01:00:00Z'),
  by: '架空 花子',
})

/** A file as the output gate writes it. */
export function csvFile([header = [], ...rows]: readonly (readonly string[])[]): string {
  return csvOf(asReleased(stamp, { header, rows, footer: '第0001号' }))
}
