import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import type { RequestLine } from '../contract.ts'
import { listInbox } from '../list-requests.ts'
import { RequestList } from './request-list.tsx'
import { RequestTabs } from './request-tabs.tsx'
import { ViewLinks } from './view-links.tsx'

export const loader = page({
  inbox: look(listInbox, ({ query }) => ({
    view: query.get('view') === 'closed' ? ('closed' as const) : ('open' as const),
    after: query.get('after') ?? undefined,
  })),
})

/** What others ask of us. First what must not wait, then mine, then what nobody has taken. */
export default function InboxPage() {
  const { inbox } = useLoaderData<typeof loader>()
  const groups =
    inbox.view === 'open'
      ? openGroups(inbox.lines)
      : [{ title: m.requests_group_closed(), lines: inbox.lines }]
  const shown = groups.filter((group) => group.lines.length > 0)
  return (
    <>
      <title>{m.requests_inbox_title()}</title>
      <PageTitle title={m.requests_inbox_title()} lead={m.requests_inbox_lead()} />
      <RequestTabs isHub={inbox.isHub} />
      <ViewLinks base="/requests" view={inbox.view} />
      <div className="stack">
        {shown.length === 0 ? (
          <EmptyState title={m.requests_inbox_empty_title()} text={m.requests_inbox_empty_text()} />
        ) : null}
        {shown.map(({ title, lines }) => (
          <Panel key={title} title={m.requests_group_count({ title, count: lines.length })}>
            <RequestList caption={title} lines={lines} />
          </Panel>
        ))}
        <Pagination next={inbox.next ? `?view=${inbox.view}&after=${inbox.next}` : undefined} />
      </div>
    </>
  )
}

function openGroups(lines: readonly RequestLine[]): { title: string; lines: RequestLine[] }[] {
  const cannotWait = (line: RequestLine) =>
    line.isOverdue || (line.daysLeft !== null && (line.isUrgent || line.daysLeft === 0))
  const rest = lines.filter((line) => !cannotWait(line))
  const waiting = (line: RequestLine) => line.state === 'asked_back' || line.state === 'answered'
  return [
    { title: m.requests_group_first(), lines: lines.filter(cannotWait) },
    { title: m.requests_group_new(), lines: rest.filter((line) => line.takenBy === null && !waiting(line)) },
    {
      title: m.requests_group_mine(),
      lines: rest.filter((line) => line.takenBy !== null && line.isMine && !waiting(line)),
    },
    {
      title: m.requests_group_others(),
      lines: rest.filter((line) => line.takenBy !== null && !line.isMine && !waiting(line)),
    },
    { title: m.requests_group_waiting(), lines: rest.filter(waiting) },
  ]
}
