import { Link, useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { listAccess } from '../show-access.ts'
import { requesterWords, stateWords } from './access-words.ts'

export const loader = page({ found: look(listAccess, () => ({})) })
export const meta = () => [{ title: `${m.access_title()} - ${m.shell_product()}` }]

type Lines = ReturnType<typeof useLoaderData<typeof loader>>['found']['open']

/** Who has asked to be shown what is held about her, and until when it must be decided. */
export default function AccessListPage() {
  const { found } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <PageTitle
        title={m.access_title()}
        lead={m.access_lead()}
        actions={
          <LinkButton to="/access/new" variant="primary">
            {m.access_new()}
          </LinkButton>
        }
      />
      {found.open.length === 0 ? (
        <EmptyState title={m.access_none()} text={m.access_none_text()} />
      ) : (
        <Table lines={found.open} caption={m.access_open()} />
      )}
      {found.ended.length > 0 ? (
        <Panel title={m.access_ended()}>
          <Table lines={found.ended} caption={m.access_ended()} />
        </Panel>
      ) : null}
    </div>
  )
}

function Table({ lines, caption }: { lines: Lines; caption: string }) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: 'due',
          header: m.access_due(),
          cell: (line) => (
            <>
              {formatShortDay(line.dueOn, getLocale())}{' '}
              {line.isLate ? <StatusLabel tone="urgent">{m.access_late()}</StatusLabel> : null}
            </>
          ),
        },
        {
          key: 'who',
          header: m.access_for_whom(),
          cell: (line) => (
            <Link to={`/access/${line.id}`} className="link">
              {line.name ?? m.access_cannot_open()}
            </Link>
          ),
        },
        { key: 'requester', header: m.access_requester(), cell: (line) => requesterWords[line.requester]() },
        { key: 'state', header: m.access_state(), cell: (line) => stateWords[line.state]() },
        {
          key: 'received',
          header: m.access_received_on(),
          cell: (line) => formatShortDay(line.receivedOn, getLocale()),
        },
        { key: 'case', header: m.access_case(), cell: (line) => line.caseNumber || '—' },
      ]}
    />
  )
}
