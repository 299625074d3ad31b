import { useLoaderData, useSearchParams } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { dotted } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { listPledges } from '../list-pledges.ts'
import { DirectoryTabs } from './directory-tabs.tsx'

export const loader = page({
  listed: look(listPledges, ({ query }) => ({
    only: query.get('only') === 'open' ? ('open' as const) : undefined,
    after: query.get('after') ?? undefined,
  })),
})
type Row = Awaited<ReturnType<typeof loader>>['listed']['people'][number]

const states: Record<Row['state'], { tone: StatusTone; word: () => string }> = {
  missing: { tone: 'attention', word: () => m.directory_state_missing() },
  lapsed: { tone: 'urgent', word: () => m.directory_state_lapsed() },
  soon: { tone: 'waiting', word: () => m.directory_state_soon() },
  kept: { tone: 'done', word: () => m.directory_state_kept() },
}

const columns = (): readonly [Column<Row>, ...Column<Row>[]] => [
  { key: 'name', header: m.directory_pledges_person(), cell: (person) => person.name },
  { key: 'desks', header: m.directory_field_desks(), cell: (person) => dotted(person.desks) },
  {
    key: 'state',
    header: m.directory_pledges_state(),
    cell: ({ state }) => <StatusLabel tone={states[state].tone}>{states[state].word()}</StatusLabel>,
  },
  {
    key: 'at',
    header: m.directory_pledges_at(),
    cell: ({ at }) => (at ? formatDay(dayOf(at), getLocale()) : ''),
  },
  {
    key: 'renew',
    header: m.directory_pledges_renew(),
    cell: ({ renewBy }) => (renewBy ? formatDay(renewBy, getLocale()) : ''),
  },
]

export const meta = () => [{ title: `${m.directory_pledges_title()} - ${m.shell_product()}` }]

export default function PledgesPage() {
  const { people, next, canManage } = useLoaderData<typeof loader>().listed
  const [query] = useSearchParams()
  const isOpenOnly = query.get('only') === 'open'
  const onward = new URLSearchParams(query)
  if (next) onward.set('after', next)
  return (
    <div className="stack">
      <PageTitle title={m.directory_pledges_title()} lead={m.directory_pledges_lead()} />
      <DirectoryTabs canManage={canManage} />
      <Tabs
        label={m.directory_pledges_view()}
        tabs={[
          { to: '/directory/pledges', label: m.directory_pledges_all(), isCurrent: !isOpenOnly },
          { to: '/directory/pledges?only=open', label: m.directory_pledges_open(), isCurrent: isOpenOnly },
        ]}
      />
      {people.length === 0 ? (
        <EmptyState title={m.directory_pledges_none()} text={m.directory_pledges_none_text()} />
      ) : (
        <DataTable
          caption={m.directory_pledges_title()}
          captionHidden
          columns={columns()}
          rows={people}
          rowKey={(person) => person.userId}
        />
      )}
      <Pagination next={next ? `?${onward}` : undefined} />
    </div>
  )
}
