import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { PrintButton } from '../../../ui/record/print-button.tsx'
import { ReleasedSheet } from '../../../ui/record/released-sheet.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { printViewerReport } from '../give-report.ts'
import { agencyOf, whoOf, whyOf } from './report-words.ts'
import './viewing.css'

export const loader = page({
  printed: look(printViewerReport, ({ params }) => ({
    caseId: params.caseId ?? '',
    reportId: params.reportId ?? '',
  })),
})

/** Her own list on paper: no name of hers, no place, no facility; neutral enough to lie on a table. */
export default function PrintedReportPage() {
  const { printed } = useLoaderData<typeof loader>()
  const { caseId, from, until, lines, isCut } = printed.content
  const day = (value: string) => formatDay(value, getLocale())
  return (
    <>
      <title>{m.viewing_report_page_title()}</title>
      <h1 className="sr-only">{m.viewing_report_heading()}</h1>
      <p className="action-row no-print">
        <PrintButton />
        <LinkButton to={`/cases/${caseId}/viewers/report`}>{m.viewing_report_back_to_list()}</LinkButton>
      </p>
      <ReleasedSheet released={printed} form={m.viewing_report_form()} title={m.viewing_report_heading()}>
        <p>{m.viewing_report_paper_text({ from: day(from), until: day(until) })}</p>
        {lines.length === 0 ? <p className="mt-4">{m.viewing_report_paper_none()}</p> : null}
        {lines.length > 0 ? (
          <table className="viewing-sheet">
            <thead>
              <tr>
                <th scope="col">{m.viewing_report_day()}</th>
                <th scope="col">{m.viewing_report_agency()}</th>
                <th scope="col">{m.viewing_report_role()}</th>
                <th scope="col">{m.viewing_report_purpose()}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={Object.values(line).join(' ')}>
                  <td>{day(line.day)}</td>
                  <td>{agencyOf(line)}</td>
                  <td>{whoOf(line)}</td>
                  <td>{whyOf(line)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        {isCut ? <p>{m.viewing_report_cut()}</p> : null}
        <p className="mt-4">{m.viewing_report_paper_ask()}</p>
      </ReleasedSheet>
    </>
  )
}
