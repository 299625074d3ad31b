import { Link, useLoaderData } from 'react-router'
import { purposeWord, resultWord } from '../../../codes/audit-words.ts'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { viewersOfCase } from '../viewers-of-case.ts'
import { CaseFrame } from './case-frame.tsx'
import { frameOf } from './frame-loader.ts'

export const loader = page({
  frame: frameOf,
  found: look(viewersOfCase, ({ params, query }) => ({
    caseId: params.caseId ?? '',
    before: query.get('before') || undefined,
  })),
})
export const meta = () => [{ title: `${m.cases_viewers()} - ${m.shell_product()}` }]

export default function ViewersPage() {
  const { frame, found } = useLoaderData<typeof loader>()
  return (
    <CaseFrame frame={frame} title={m.cases_viewers()}>
      <Panel title={m.cases_viewers()}>
        <p className="hint">{m.cases_viewers_text()}</p>
        <p>
          <Link to="report" className="link">
            {m.cases_viewers_for_her()}
          </Link>
        </p>
        <DataTable
          caption={m.cases_viewers()}
          captionHidden
          columns={[
            { key: 'at', header: m.cases_when(), cell: (one) => formatShortDateTime(one.at) },
            { key: 'who', header: m.cases_who(), cell: (one) => one.name ?? '—' },
            { key: 'what', header: m.cases_what(), cell: (one) => one.what },
            { key: 'why', header: m.cases_purpose(), cell: (one) => purposeWord(one.purpose) },
            { key: 'result', header: m.cases_result(), cell: (one) => resultWord(one.result) },
          ]}
          rows={found.events}
          rowKey={(one) => String(one.seq)}
        />
        <Pagination next={found.next ? `?before=${found.next}` : undefined} />
      </Panel>
    </CaseFrame>
  )
}
