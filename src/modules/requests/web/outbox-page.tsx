import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import type { RequestLine } from '../contract.ts'
import { listOutbox } from '../list-requests.ts'
import { RequestList } from './request-list.tsx'
import { RequestTabs } from './request-tabs.tsx'
import { ViewLinks } from './view-links.tsx'

export const loader = page({
  outbox: look(listOutbox, ({ query }) => ({
    view: query.get('view') === 'closed' ? ('closed' as const) : ('open' as const),
    after: query.get('after') ?? undefined,
  })),
})

/** What we asked of others: questions and answers to us first, then what is late, then what runs. */
export default function OutboxPage() {
  const { outbox } = useLoaderData<typeof loader>()
  const groups = (
    outbox.view === 'open'
      ? openGroups(outbox.lines)
      : [{ title: m.requests_group_closed(), lines: outbox.lines }]
  ).filter((group) => group.lines.length > 0)
  return (
    <>
      <title>{m.requests_outbox_title()}</title>
      <PageTitle title={m.requests_outbox_title()} lead={m.requests_outbox_lead()} />
      <RequestTabs isHub />
      <ViewLinks base="/requests/sent" view={outbox.view} />
      <div className="stack">
        {groups.length === 0 ? (
          <EmptyState title={m.requests_outbox_empty_title()} text={m.requests_outbox_empty_text()} />
        ) : null}
        {groups.map(({ title, lines }) => (
          <Panel key={title} title={m.requests_group_count({ title, count: lines.length })}>
            <RequestList caption={title} lines={lines} />
          </Panel>
        ))}
        <Pagination next={outbox.next ? `?view=${outbox.view}&after=${outbox.next}` : undefined} />
      </div>
    </>
  )
}

function openGroups(lines: readonly RequestLine[]): { title: string; lines: RequestLine[] }[] {
  const isOurs = (line: RequestLine) => line.state === 'asked_back' || line.state === 'answered'
  const rest = lines.filter((line) => !isOurs(line))
  return [
    { title: m.requests_group_late(), lines: rest.filter((line) => line.isOverdue) },
    { title: m.requests_group_ours(), lines: lines.filter(isOurs) },
    { title: m.requests_group_proposed(), lines: rest.filter((line) => line.state === 'proposed') },
    {
      title: m.requests_group_running(),
      lines: rest.filter((line) => line.state !== 'proposed' && !line.isOverdue),
    },
  ]
}
