import { Link, useLoaderData, useSearchParams } from 'react-router'
import { choicesOf } from '../../../codes/words.ts'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterBar } from '../../../ui/form/filter-bar.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { formatShortDateTime, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { type CaseView, caseStatuses, caseViews, mostCounted } from '../codes.ts'
import type { ListedCase } from '../contract.ts'
import { listCases } from '../list-cases.ts'
import { statusWord, viewWord } from '../words.ts'
import { CaseStatusLabel, RiskLabel } from './labels.tsx'
import { withParam } from './with-param.ts'
import './cases.css'
import './case-forms.css'

export const loader = page({
  found: look(listCases, ({ query }) => ({
    view: (query.get('view') ?? undefined) as CaseView | undefined,
    deskId: query.get('deskId') || undefined,
    status: (query.get('status') || undefined) as 'open' | undefined,
    risk: (query.get('risk') || undefined) as 'high' | undefined,
    assigneeId: query.get('assigneeId') || undefined,
    after: query.get('after') || undefined,
  })),
})

export const meta = () => [{ title: `${m.cases_title()} - ${m.shell_product()}` }]

export default function ListPage() {
  const { found } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const view = (query.get('view') ?? 'mine') as CaseView
  return (
    <div className="case-page">
      <PageTitle
        title={m.cases_title()}
        actions={
          <>
            {found.mayReview ? <LinkButton to="/cases/review">{m.cases_review_queue()}</LinkButton> : null}
            <LinkButton to="/duty" variant="quiet">
              {m.emergency_title()}
            </LinkButton>
            <LinkButton to="/cases/new" variant="primary">
              {m.cases_new()}
            </LinkButton>
          </>
        }
      />
      <Views view={view} counts={found.counts} />
      {view === 'handed-over' ? <HandedOver /> : <Filters view={view} />}
      {view === 'handed-over' ? null : found.cases.length === 0 ? (
        <EmptyState title={m.cases_empty_title()} text={m.cases_empty_text()} />
      ) : (
        <CaseTable caption={viewWord(view)} cases={found.cases} />
      )}
      <Pagination next={found.next ? `?${withParam(query, 'after', found.next)}` : undefined} />
    </div>
  )
}

function Views({ view, counts }: { view: CaseView; counts: Partial<Record<CaseView, number>> }) {
  return (
    <nav className="tabs" aria-label={m.cases_views()}>
      <ul>
        {caseViews.map((one) => (
          <li key={one}>
            <Link to={`?view=${one}`} aria-current={one === view ? 'page' : undefined}>
              {viewWord(one)}
              {counts[one] === undefined ? null : <span className="count">{countWord(counts[one])}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const countWord = (count: number) => (count > mostCounted ? m.cases_more_than({ count: mostCounted }) : count)

function Filters({ view }: { view: CaseView }) {
  const { found } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const isFiltered = ['status', 'risk', 'assigneeId', 'deskId'].some((name) => query.get(name))
  return (
    <FilterBar key={query.toString()} clearTo={isFiltered ? `?view=${view}` : undefined}>
      <input type="hidden" name="view" value={view} />
      <SelectField
        name="status"
        label={m.cases_status()}
        defaultValue={query.get('status') ?? ''}
        emptyLabel={m.cases_any()}
        choices={caseStatuses.map((value) => ({ value, label: statusWord(value) }))}
      />
      <SelectField
        name="risk"
        label={m.cases_risk()}
        defaultValue={query.get('risk') ?? ''}
        emptyLabel={m.cases_any()}
        choices={choicesOf('risk')}
      />
      <SelectField
        name="assigneeId"
        label={m.cases_assignee()}
        defaultValue={query.get('assigneeId') ?? ''}
        emptyLabel={m.cases_any()}
        choices={found.colleagues.map(({ userId, name }) => ({ value: userId, label: name }))}
      />
    </FilterBar>
  )
}

export function CaseTable({ caption, cases }: { caption: string; cases: readonly ListedCase[] }) {
  const columns: [Column<ListedCase>, ...Column<ListedCase>[]] = [
    {
      key: 'name',
      header: m.cases_name(),
      cell: (one) => (
        <Link to={`/cases/${one.id}`} className="case-link">
          <span>{one.canOpen ? one.name || m.cases_nameless() : m.cases_cannot_open()}</span>
          <small>{one.kana}</small>
        </Link>
      ),
    },
    {
      key: 'title',
      header: m.cases_case(),
      cell: (one) => (
        <>
          <span className="case-number">{one.number}</span> {one.title}
        </>
      ),
    },
    {
      key: 'status',
      header: m.cases_status(),
      cell: (one) => <CaseStatusLabel status={one.status} waitingFor={one.waitingFor} />,
    },
    { key: 'risk', header: m.cases_risk(), cell: (one) => <RiskLabel level={one.riskLevel} isShort /> },
    { key: 'assignee', header: m.cases_assignee(), cell: (one) => one.assignee ?? m.cases_nobody() },
    {
      key: 'review',
      header: m.cases_next_review(),
      cell: (one) => (one.nextReviewOn ? formatShortDay(one.nextReviewOn) : '—'),
    },
    { key: 'moved', header: m.cases_moved(), cell: (one) => formatShortDateTime(one.movedAt) },
  ]
  return <DataTable caption={caption} captionHidden columns={columns} rows={cases} rowKey={(one) => one.id} />
}

function HandedOver() {
  const { found } = useLoaderData<typeof loader>()
  if (found.handedOver.length === 0)
    return <EmptyState title={m.cases_handed_over_none()} text={m.cases_handed_over_text()} />
  return (
    <DataTable
      caption={m.cases_handed_over_text()}
      columns={[
        { key: 'at', header: m.cases_when(), cell: (one) => formatShortDateTime(one.at) },
        { key: 'desk', header: m.cases_to_desk(), cell: (one) => one.desk },
        { key: 'by', header: m.cases_by(), cell: (one) => one.by },
      ]}
      rows={found.handedOver}
      rowKey={(one) => one.id}
    />
  )
}
