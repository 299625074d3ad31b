import { Form, Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { openLedger, withdrawShare } from '../../disclosures/index.ts'
import { listReadings, readListWithHer } from '../../documents/index.ts'
import { Problem, useAnswer } from './answer.tsx'
import { LedgerEntry } from './ledger-entry.tsx'

const ofCase = ({ params }: { params: Record<string, string | undefined> }) => ({
  caseId: params.caseId ?? '',
})
export const loader = page({ ledger: look(openLedger, ofCase), past: look(listReadings, ofCase) })
export const action = form({
  withdraw: submit(
    withdrawShare,
    ({ form: posted }) => posted,
    (_, { params }) => `/cases/${params.caseId}/ledger`,
  ),
  read: submit(
    readListWithHer,
    ({ params, form: posted }) => ({ ...posted, caseId: params.caseId }),
    ({ releaseId }, { params }) =>
      releaseId ? `/cases/${params.caseId}/ledger/${releaseId}` : `/cases/${params.caseId}/ledger`,
  ),
})

/** Everything that was told about her: to whom, what, why, on which ground, until when. */
export default function LedgerPage() {
  const { ledger, past } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <>
      <title>{m.requests_ledger_title()}</title>
      <PageTitle
        title={m.requests_ledger_title()}
        lead={m.requests_ledger_lead({ number: ledger.caseNumber })}
        actions={
          <>
            <LinkButton to={`/cases/${ledger.caseId}/requests/new`} variant="primary">
              {m.requests_new_request()}
            </LinkButton>
            <LinkButton to={`/cases/${ledger.caseId}`}>{m.requests_back_to_case()}</LinkButton>
          </>
        }
      />
      <div className="request-columns">
        <div className="stack">
          <Problem answer={answer} />
          {ledger.lines.length === 0 ? (
            <EmptyState title={m.requests_ledger_empty()} text={m.requests_ledger_empty_text()} />
          ) : null}
          {ledger.lines.map((line) => (
            <LedgerEntry key={line.id} line={line} answer={answer} />
          ))}
        </div>
        <div className="stack request-side">
          <Panel title={m.requests_read_title()}>
            <p>{m.requests_read_lead()}</p>
            <Form method="post" noValidate className="stack-small">
              <SubmissionId offered={ledger.submissionId} />
              <ChoiceGroup
                kind="radio"
                name="copySafe"
                label={m.requests_read_copy_safe()}
                hint={m.requests_read_copy_safe_hint()}
                required
                choices={[
                  { value: 'yes', label: m.requests_read_yes(), hint: m.requests_read_yes_hint() },
                  { value: 'no', label: m.requests_read_no() },
                  { value: 'not_asked', label: m.requests_read_not_asked() },
                ]}
                error={answer.errorOf('copySafe')}
              />
              <Button type="submit" name="intent" value="read">
                {m.requests_read_do()}
              </Button>
            </Form>
          </Panel>
          {past.readings.length > 0 ? (
            <Panel title={m.requests_readings()}>
              <ul className="plain-list">
                {past.readings.map((reading) => (
                  <li key={reading.id}>
                    {formatDay(reading.day, getLocale())} {copyWords[reading.copySafe]()}
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
          <p>
            <Link className="link" to="/requests/sent">
              {m.requests_tab_sent()}
            </Link>
          </p>
        </div>
      </div>
    </>
  )
}

const copyWords = {
  yes: m.requests_reading_yes,
  no: m.requests_reading_no,
  not_asked: m.requests_reading_not_asked,
}
