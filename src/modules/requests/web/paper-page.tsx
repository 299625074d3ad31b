import { Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { serialOf } from '../../../ui/record/serial.ts'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { listPaperOut, settlePaper } from '../../documents/index.ts'
import { Problem, useAnswer } from './answer.tsx'
import { Settle } from './paper-actions.tsx'
import { RequestTabs } from './request-tabs.tsx'

export const loader = page({ paper: look(listPaperOut, () => ({})) })
export const action = form({
  settle: submit(
    settlePaper,
    ({ form: posted }) => posted,
    () => '/requests/paper',
  ),
})

/** Numbered sheets that are still somewhere outside. */
export default function PaperPage() {
  const { paper } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <>
      <title>{m.requests_paper_title()}</title>
      <PageTitle title={m.requests_paper_title()} lead={m.requests_paper_lead()} />
      <RequestTabs isHub />
      <div className="stack mt-4">
        <Problem answer={answer} />
        {paper.lines.length === 0 ? (
          <EmptyState title={m.requests_paper_empty()} text={m.requests_paper_empty_text()} />
        ) : (
          <Panel title={m.requests_group_count({ title: m.requests_paper_out(), count: paper.lines.length })}>
            <DataTable
              caption={m.requests_paper_out()}
              captionHidden
              rows={paper.lines}
              rowKey={(line) => line.id}
              columns={[
                {
                  key: 'serial',
                  header: m.requests_fact_number(),
                  cell: (line) => (
                    <Link className="link" to={`/requests/${line.subjectId}`}>
                      {serialOf(line)}
                    </Link>
                  ),
                },
                { key: 'to', header: m.requests_column_to(), cell: (line) => line.recipientName },
                {
                  key: 'by',
                  header: m.requests_releases_by(),
                  cell: (line) => `${line.releasedBy} ${formatShortDateTime(line.at)}`,
                },
                {
                  key: 'settle',
                  header: m.requests_settle(),
                  cell: (line) => <Settle releaseId={line.id} number={serialOf(line)} />,
                },
              ]}
            />
          </Panel>
        )}
      </div>
    </>
  )
}
