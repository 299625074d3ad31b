import { Form, useLoaderData, useSearchParams } from 'react-router'
import { type Asked, form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { attachConsultation } from '../attach-consultation.ts'
import { offerCases } from '../offer-cases.ts'
import { viewWord } from '../words.ts'
import { CaseChoices } from './case-choices.tsx'
import { FailureNotice, useAnswer } from './failure.tsx'
import { withParam } from './with-param.ts'
import './cases.css'
import './case-forms.css'

const views = ['mine', 'desk'] as const
const viewOf = (query: URLSearchParams) => views.find((view) => view === query.get('view')) ?? 'mine'
const asked = ({ query }: Asked) => ({ consultationId: query.get('consultation') ?? '' })

export const loader = page({
  found: look(offerCases, (from) => ({
    ...asked(from),
    view: viewOf(from.query),
    after: from.query.get('after') || undefined,
  })),
})
export const action = form({
  attach: submit(
    attachConsultation,
    (posted) => ({ caseId: posted.form.caseId, caller: posted.form.caller, ...asked(posted) }),
    (_, { form: posted }) => `/cases/${posted.caseId}`,
  ),
})
export const meta = () => [{ title: `${m.cases_attach_title()} - ${m.shell_product()}` }]

/** A consultation and the cases it may belong to. Choosing shows nothing new and changes nothing; the button does. */
export default function AttachPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const { consultation, likely, cases } = found
  const isEmpty = likely.length + cases.length === 0
  return (
    <div className="case-page case-page-narrow">
      <PageTitle title={m.cases_attach_title()} lead={leadOf(consultation)} />
      <FailureNotice answer={answer} />
      <Form method="post" className="case-form">
        {likely.length > 0 ? (
          <Panel title={m.cases_attach_likely()}>
            <CaseChoices legend={m.cases_attach_likely_text()} cases={likely} isFirst answer={answer} />
          </Panel>
        ) : null}
        <Panel title={likely.length > 0 ? m.cases_attach_others() : m.cases_attach_choose()}>
          <Views />
          {cases.length > 0 ? (
            <CaseChoices
              legend={m.cases_attach_choose()}
              isLegendHidden
              cases={cases}
              isFirst={likely.length === 0}
              answer={answer}
            />
          ) : (
            <EmptyState title={m.cases_attach_none()} text={m.cases_attach_none_text()} />
          )}
          <NextPage />
        </Panel>
        {isEmpty || !consultation.personId ? null : <WhoCalled />}
        {isEmpty ? null : <WhatHappens />}
        <div className="case-buttons">
          {isEmpty ? null : (
            <Button type="submit" name="intent" value="attach" variant="primary">
              {m.cases_attach_do()}
            </Button>
          )}
          <LinkButton to={`/cases/new?consultation=${consultation.id}`}>{m.cases_new()}</LinkButton>
          <LinkButton to={`/consultations/${consultation.id}`} variant="quiet">
            {m.cases_attach_back()}
          </LinkButton>
        </div>
      </Form>
    </div>
  )
}

type Consultation = Awaited<ReturnType<typeof offerCases>>['consultation']

function leadOf({ day, name, canOpen }: Consultation): string {
  const shown = formatDay(day, getLocale())
  if (!canOpen) return `${m.cases_attach_lead_nameless({ day: shown })} ${m.cases_cannot_open()}`
  return name ? m.cases_attach_lead({ day: shown, name }) : m.cases_attach_lead_nameless({ day: shown })
}

function Views() {
  const [query] = useSearchParams()
  const current = viewOf(query)
  const first = new URLSearchParams(query)
  first.delete('after')
  const tabs = views.map((view) => ({
    to: `?${withParam(first, 'view', view)}`,
    label: viewWord(view),
    isCurrent: view === current,
  }))
  return <Tabs label={m.cases_views()} tabs={tabs} />
}

function NextPage() {
  const { found } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  return <Pagination next={found.next ? `?${withParam(query, 'after', found.next)}` : undefined} />
}

/** Her second call, or somebody who calls about her: told apart in the same step. */
function WhoCalled() {
  return (
    <Panel title={m.cases_attach_who()}>
      <ChoiceGroup
        kind="radio"
        name="caller"
        label={m.cases_attach_who_legend()}
        chosen={['client']}
        choices={[
          { value: 'client', label: m.cases_attach_who_client(), hint: m.cases_attach_who_client_hint() },
          { value: 'other', label: m.cases_attach_who_other(), hint: m.cases_attach_who_other_hint() },
        ]}
      />
    </Panel>
  )
}

function WhatHappens() {
  return (
    <Notice title={m.cases_attach_what_happens()}>
      <ul className="case-what-happens">
        <li>{m.cases_attach_what_record()}</li>
        <li>{m.cases_attach_what_alone()}</li>
        <li>{m.cases_attach_what_keeping()}</li>
        <li>{m.cases_attach_what_list()}</li>
      </ul>
    </Notice>
  )
}
