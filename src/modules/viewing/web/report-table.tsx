import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { ReportLine } from '../contract.ts'
import { agencyOf, whoOf, whyOf } from './report-words.ts'

/** The same four columns on the screen and on paper: what is read with her is what is printed. */
export function ReportTable({ lines }: { lines: readonly ReportLine[] }) {
  return (
    <DataTable
      caption={m.viewing_report_heading()}
      captionHidden
      columns={[
        { key: 'day', header: m.viewing_report_day(), cell: (line) => formatDay(line.day, getLocale()) },
        { key: 'agency', header: m.viewing_report_agency(), cell: agencyOf },
        { key: 'who', header: m.viewing_report_role(), cell: whoOf },
        { key: 'why', header: m.viewing_report_purpose(), cell: whyOf },
      ]}
      rows={lines}
      rowKey={(line) => Object.values(line).join(' ')}
    />
  )
}
