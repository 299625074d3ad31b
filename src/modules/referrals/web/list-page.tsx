import { Link, useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { ReferralLine } from '../contract.ts'
import { listReferrals } from '../list-referrals.ts'
import { ReferralStateLabel } from './state-label.tsx'

export const loader = page({ referrals: look(listReferrals, () => ({})) })

/** What was noticed elsewhere and sent to the hub; and what we sent, with its state and nothing else. */
export default function ReferralsPage() {
  const { referrals } = useLoaderData<typeof loader>()
  const { received, sent, mayReceive, maySend } = referrals
  const groups = [
    { title: m.referrals_received(), lines: received, side: 'hub' as const, isShown: mayReceive },
    {
      title: m.referrals_sent(),
      lines: sent,
      side: 'sender' as const,
      isShown: maySend && (!mayReceive || sent.length > 0),
    },
  ].filter((group) => group.isShown)
  return (
    <>
      <title>{m.referrals_title()}</title>
      <PageTitle
        title={m.referrals_title()}
        lead={mayReceive ? m.referrals_lead_hub() : m.referrals_lead_desk()}
        actions={
          maySend && !mayReceive ? (
            <LinkButton to="/referrals/new" variant="primary">
              {m.referrals_new()}
            </LinkButton>
          ) : null
        }
      />
      <div className="stack">
        {groups.map(({ title, lines, side }) => (
          <Panel key={title} title={title}>
            {lines.length === 0 ? (
              <EmptyState title={m.referrals_none_title()} text={m.referrals_none_text()} />
            ) : (
              <Lines caption={title} lines={lines} side={side} />
            )}
          </Panel>
        ))}
      </div>
    </>
  )
}

function Lines({
  caption,
  lines,
  side,
}: {
  caption: string
  lines: readonly ReferralLine[]
  side: 'sender' | 'hub'
}) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: 'who',
          header: m.referrals_who_short(),
          cell: (line) => (
            <Link className="link" to={`/referrals/${line.id}`}>
              {line.who ?? m.referrals_cannot_open()}
            </Link>
          ),
        },
        {
          key: 'urgent',
          header: m.referrals_urgency(),
          cell: (line) =>
            line.isUrgent ? (
              <StatusLabel tone="urgent">{m.referrals_urgent()}</StatusLabel>
            ) : (
              m.referrals_ordinary()
            ),
        },
        {
          key: 'state',
          header: m.referrals_state(),
          cell: (line) => <ReferralStateLabel state={line.state} side={side} />,
        },
        { key: 'desk', header: m.referrals_desk(), cell: (line) => line.otherDesk },
        { key: 'sent', header: m.referrals_sent_at(), cell: (line) => formatShortDateTime(line.sentAt) },
      ]}
    />
  )
}
