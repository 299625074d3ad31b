import { Form, Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { listed } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatShortDateTime, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { seeDisclosure } from '../../disclosures/index.ts'
import { listWaiting } from '../list-waiting.ts'
import { Problem, useAnswer } from './answer.tsx'
import { decisionWords } from './decision-words.ts'
import { RequestTabs } from './request-tabs.tsx'

export const loader = page({ waiting: look(listWaiting, () => ({})) })
export const action = form({
  see: submit(
    seeDisclosure,
    ({ form: posted }) => posted,
    () => '/requests/decisions',
  ),
})

type Waiting = ReturnType<typeof useLoaderData<typeof loader>>['waiting']
type Line = Waiting['proposed'][number]

/** What waits for the manager, and what was done first and must still be seen. */
export default function DecisionsPage() {
  const { waiting } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const isEmpty = waiting.proposed.length + waiting.unseen.length === 0
  return (
    <>
      <title>{m.requests_decisions_title()}</title>
      <PageTitle
        title={m.requests_decisions_title()}
        lead={m.requests_decisions_lead()}
        actions={
          <>
            {waiting.caseReviews ? <CaseReviews {...waiting.caseReviews} /> : null}
            {waiting.maySee ? (
              <LinkButton variant="quiet" to="/releases">
                {m.requests_releases_title()}
              </LinkButton>
            ) : null}
            <LinkButton variant="quiet" to="/disclosures/rules">
              {m.disclosures_rules_title()}
            </LinkButton>
          </>
        }
      />
      <RequestTabs isHub />
      <div className="stack mt-4">
        <Problem answer={answer} />
        {isEmpty ? (
          <EmptyState title={m.requests_decisions_empty()} text={m.requests_decisions_empty_text()} />
        ) : null}
        {waiting.proposed.length > 0 ? (
          <Panel
            title={m.requests_group_count({
              title: m.requests_decisions_proposed(),
              count: waiting.proposed.length,
            })}
          >
            <Lines
              caption={m.requests_decisions_proposed()}
              lines={waiting.proposed}
              isUnseen={false}
              maySee={waiting.maySee}
            />
          </Panel>
        ) : null}
        {waiting.unseen.length > 0 ? (
          <Panel
            title={m.requests_group_count({
              title: m.requests_decisions_unseen(),
              count: waiting.unseen.length,
            })}
          >
            <Lines
              caption={m.requests_decisions_unseen()}
              lines={waiting.unseen}
              isUnseen
              maySee={waiting.maySee}
            />
          </Panel>
        ) : null}
      </div>
    </>
  )
}

/** The other half of what a lead decides: to what waits there, or to what nobody has read. */
function CaseReviews({ approvals, toSee, toRead }: NonNullable<Waiting['caseReviews']>) {
  const queue = approvals > 0 ? '?queue=approvals' : toSee > 0 ? '?queue=to-see' : ''
  return (
    <LinkButton to={`/cases/review${queue}`}>
      {m.requests_decisions_case_reviews()}
      <span className="count">{approvals + toSee + toRead}</span>
    </LinkButton>
  )
}

function Lines({
  caption,
  lines,
  isUnseen,
  maySee,
}: {
  caption: string
  lines: readonly Line[]
  isUnseen: boolean
  maySee: boolean
}) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: 'what',
          header: m.requests_column_title(),
          cell: (line) => (
            <Link
              className="link"
              to={line.requestId ? `/requests/${line.requestId}` : `/cases/${line.caseId}/ledger`}
            >
              {line.ledger?.purpose.split('\n')[0] ?? m.requests_cannot_open()}
            </Link>
          ),
        },
        { key: 'to', header: m.requests_column_to(), cell: (line) => line.recipientName },
        { key: 'basis', header: m.requests_sheet_basis(), cell: (line) => line.basisLabel },
        { key: 'items', header: m.requests_sheet_items(), cell: (line) => itemsOf(line) },
        {
          key: 'by',
          header: m.requests_decisions_by(),
          cell: (line) => (
            <>
              {line.madeBy} <span className="md:whitespace-nowrap">{formatShortDateTime(line.madeAt)}</span>
            </>
          ),
        },
        ...(isUnseen
          ? [
              {
                key: 'how',
                header: m.requests_decisions_how(),
                cell: (line: Line) => (
                  <>
                    {line.decision ? decisionWords[line.decision]() : ''}{' '}
                    {line.seeBy ? (
                      <span className="md:whitespace-nowrap">
                        {m.requests_decisions_see_by({ day: formatShortDay(line.seeBy) })}
                      </span>
                    ) : null}
                  </>
                ),
              },
              ...(maySee
                ? [
                    {
                      key: 'see',
                      header: m.requests_decisions_seen(),
                      cell: (line: Line) => <Seen line={line} />,
                    },
                  ]
                : []),
            ]
          : []),
      ]}
    />
  )
}

function Seen({ line }: { line: Line }) {
  return (
    <Form method="post">
      <input type="hidden" name="disclosureId" value={line.id} />
      <Button
        type="submit"
        size="small"
        name="intent"
        value="see"
        aria-label={m.requests_decisions_see_of({ to: line.recipientName })}
      >
        {m.requests_decisions_see()}
      </Button>
    </Form>
  )
}

function itemsOf(line: Line): string {
  return listed(line.ledger?.items.map((item) => item.label) ?? []) || m.requests_no_items()
}
