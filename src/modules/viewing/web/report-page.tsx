import { Form, useLoaderData, useSearchParams } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { FilterBar } from '../../../ui/form/filter-bar.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatDay, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'
import { giveViewerReport } from '../give-report.ts'
import { prepareViewerReport } from '../prepare-report.ts'
import { ReportTable } from './report-table.tsx'
import { useViewingAnswer } from './viewing-answer.ts'

export const loader = page({
  found: look(prepareViewerReport, ({ params, query }) => ({
    caseId: params.caseId ?? '',
    from: parseJapaneseDate(query.get('from') ?? ''),
    until: parseJapaneseDate(query.get('until') ?? ''),
  })),
})
export const action = form({
  give: submit(
    giveViewerReport,
    ({ params, form: posted }) => ({ ...posted, caseId: params.caseId }),
    ({ id }, { params, form: posted }) => {
      const page = `/cases/${params.caseId}/viewers/report`
      return posted.copySafe === 'yes' ? `${page}/${id}` : page
    },
  ),
})
export const meta = () => [{ title: `${m.viewing_report_title()} - ${m.shell_product()}` }]

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']

/** Who opened her record, as it would be told to her: to read together, and to print where a copy is safe. */
export default function ReportPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useViewingAnswer()
  return (
    <>
      <PageTitle
        title={m.viewing_report_title()}
        lead={m.viewing_report_lead({ number: found.caseNumber ?? '—' })}
        actions={<LinkButton to={`/cases/${found.caseId}/viewers`}>{m.viewing_report_back()}</LinkButton>}
      />
      <div className="request-columns">
        <div className="stack">
          <FormProblem answer={{ errors: answer.errors, problem: answer.problem }} />
          <Days found={found} />
          {found.lines.length === 0 ? (
            <EmptyState title={m.viewing_report_none()} text={m.viewing_report_none_text()} />
          ) : (
            <ReportTable lines={found.lines} />
          )}
          {found.isCut ? <Notice tone="warning" title={m.viewing_report_cut()} /> : null}
        </div>
        <div className="stack request-side">
          <Give found={found} error={answer.errorOf('copySafe')} />
          <Panel title={m.viewing_report_what()}>
            <ul className="plain-list">
              <li>{m.viewing_report_what_lists()}</li>
              <li>{m.viewing_report_what_hidden()}</li>
              <li>{found.namesStaff ? m.viewing_report_what_named() : m.viewing_report_what_unnamed()}</li>
            </ul>
          </Panel>
          <Made made={found.made} />
        </div>
      </div>
    </>
  )
}

function Days({ found }: { found: Found }) {
  const [query] = useSearchParams()
  const day = (name: 'from' | 'until') => {
    const typed = query.get(name) ?? ''
    const isUnreadable = typed.trim() !== '' && !parseJapaneseDate(typed)
    return {
      name,
      defaultValue: isUnreadable ? typed : formatShortDay(found[name]),
      error: isUnreadable ? m.ui_date_unreadable() : undefined,
    }
  }
  return (
    <FilterBar clearTo={query.size > 0 ? '.' : undefined}>
      <TextField {...day('from')} label={m.viewing_report_from()} width="short" />
      <TextField {...day('until')} label={m.viewing_report_until()} width="short" />
    </FilterBar>
  )
}

function Give({ found, error }: { found: Found; error: string | undefined }) {
  return (
    <Panel title={m.viewing_report_give()}>
      <Form method="post" noValidate className="stack-small">
        <p>{m.viewing_report_give_text()}</p>
        <SubmissionId offered={found.submissionId} />
        <input type="hidden" name="from" value={found.from} />
        <input type="hidden" name="until" value={found.until} />
        <ChoiceGroup
          kind="radio"
          name="copySafe"
          label={m.viewing_report_copy_safe()}
          hint={m.viewing_report_copy_safe_hint()}
          required
          choices={[
            { value: 'yes', label: m.viewing_report_copy_yes(), hint: m.viewing_report_copy_yes_hint() },
            { value: 'no', label: m.viewing_report_copy_no() },
            { value: 'not_asked', label: m.viewing_report_copy_not_asked() },
          ]}
          error={error}
        />
        <Button type="submit" name="intent" value="give">
          {m.viewing_report_give_do()}
        </Button>
      </Form>
    </Panel>
  )
}

function Made({ made }: { made: Found['made'] }) {
  if (made.length === 0) return null
  const words = {
    yes: m.viewing_report_made_yes,
    no: m.viewing_report_made_no,
    not_asked: m.viewing_report_made_not_asked,
  }
  return (
    <Panel title={m.viewing_report_made()}>
      <ul className="plain-list">
        {made.map((one) => (
          <li key={one.id}>
            {formatDay(one.day, getLocale())} {words[one.copySafe]()}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
