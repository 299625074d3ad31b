import { Form, useLoaderData } from 'react-router'
import { blankCodes } from '../../../codes/code-lists.ts'
import { choicesOf, nameOf } from '../../../codes/words.ts'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatDay, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { CaseCore, SafetyDocument } from '../contract.ts'
import { openCase } from '../open-case.ts'
import { prepareCase } from '../prepare-case.ts'
import { CoreFields } from './core-fields.tsx'
import { EditField } from './edit-field.tsx'
import { type Answer, FailureNotice, useAnswer } from './failure.tsx'
import { CardFields } from './person-fields.tsx'
import { SafetyFields } from './safety-fields.tsx'
import './cases.css'
import './case-forms.css'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'

export const loader = page({
  found: look(prepareCase, ({ query }) => ({ consultationId: query.get('consultation') || undefined })),
})
export const action = form({
  open: submit(
    openCase,
    ({ form: posted, query }) => ({ ...posted, consultationId: query.get('consultation') || undefined }),
    ({ id }) => `/cases/${id}`,
  ),
})
export const meta = () => [{ title: `${m.cases_new()} - ${m.shell_product()}` }]

export default function NewPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const { consultation } = found
  return (
    <div className="case-page case-page-narrow">
      <PageTitle title={m.cases_new()} lead={m.cases_new_lead()} />
      <FailureNotice answer={answer} />
      {consultation ? (
        <Notice title={m.cases_from_consultation({ day: formatDay(consultation.day, getLocale()) })}>
          <p>{m.cases_from_consultation_text({ name: consultation.name || m.cases_nameless() })}</p>
          <p>{m.cases_attach_what_keeping()}</p>
        </Notice>
      ) : null}
      <Form method="post" className="case-form">
        <SubmissionId offered={found.submissionId} />
        {consultation?.name === null || !consultation ? (
          <Panel title={m.cases_part_client()}>
            <CardFields prefix="client" card={null} answer={answer} names={2} />
          </Panel>
        ) : null}
        <Panel title={m.cases_edit_core()}>
          <CoreFields core={coreFrom(consultation)} answer={answer} />
        </Panel>
        <Panel title={m.cases_edit_safety()}>
          <SafetyFields safety={safetyFrom(consultation)} answer={answer} />
        </Panel>
        <Panel title={m.cases_risk_and_hands()}>
          <RiskAndHands answer={answer} />
        </Panel>
        <div className="case-buttons">
          <Button type="submit" name="intent" value="open" variant="primary">
            {m.cases_open()}
          </Button>
          <LinkButton to="/cases">{m.cases_cancel()}</LinkButton>
        </div>
      </Form>
    </div>
  )
}

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']
type Consultation = Found['consultation']

const nothingKnown: SafetyDocument['contact'] = {
  mayContact: 'not_asked',
  phone: '',
  from: '',
  until: '',
  days: '',
  voicemail: 'not_asked',
  mail: 'not_asked',
  callerName: '',
  whoMayAnswer: '',
  codeWord: '',
  never: '',
  checkAgainOn: null,
}

const isBlank = (code: string) => code === '' || blankCodes.includes(code)

/** What was asked once is not asked again: it stands here to be looked at and changed. */
function coreFrom(consultation: Consultation): Partial<CaseCore> {
  if (!consultation) return {}
  const { day, wish, difficulties, chiefComplaint, relation, violence } = consultation
  return {
    title: isBlank(chiefComplaint) ? '' : nameOf('chiefComplaint', chiefComplaint),
    wishes: wish,
    difficulties,
    violence: violence.map((one) => ({
      ...one,
      first: saidOn(one.first, day),
      last: saidOn(one.last, day),
    })),
    counterpartRelation: isBlank(relation) ? null : relation,
  }
}

/** "Yesterday" means nothing in a year: words that are no day are kept with the day on which she said them. */
function saidOn(words: string, day: string): string {
  if (words === '' || /^([MTSHR]?\d{1,4}([./-]|$)|[^\d]{0,2}\d{1,4}\u5e74)/i.test(words)) return words
  return m.cases_violence_said_on({ words, day: formatShortDay(day) }).slice(0, 80)
}

/** What she said of him in the consultation comes along as it was written. */
function safetyFrom(consultation: Consultation): SafetyDocument {
  return {
    contact: consultation?.contact ?? nothingKnown,
    never: '',
    counterpart: {
      name: consultation?.counterpartName ?? '',
      relation: !consultation || isBlank(consultation.relation) ? null : consultation.relation,
      features: consultation?.counterpart.slice(0, 500) ?? '',
      works: '',
      pursuit: '',
    },
  }
}

function RiskAndHands({ answer }: { answer: Answer }) {
  const { found } = useLoaderData<typeof loader>()
  const { consultation } = found
  const isPressing = consultation && ['now', 'today'].includes(consultation.urgency)
  return (
    <>
      {isPressing ? (
        <Notice
          tone="warning"
          title={m.cases_new_urgent({ urgency: nameOf('urgency', consultation.urgency) })}
        >
          <p>{consultation.urgencyReason || m.cases_new_urgent_no_reason()}</p>
        </Notice>
      ) : null}
      <ChoiceGroup
        kind="radio"
        inline
        name="riskLevel"
        label={m.cases_risk()}
        choices={choicesOf('risk')}
        chosen={[answer.typed('riskLevel') || found.consultation?.riskLevel || 'not_assessed']}
      />
      <div className="case-grid">
        <DateField
          name="reassessBy"
          label={m.cases_reassess_by()}
          defaultValue={answer.typed('reassessBy') ?? found.consultation?.reassessBy ?? ''}
          error={answer.errorOf('reassessBy')}
          today={dayOf(new Date())}
        />
        <SelectField
          name="assigneeId"
          label={m.cases_assignee()}
          choices={found.colleagues.map(({ userId, name }) => ({ value: userId, label: name }))}
          defaultValue={answer.typed('assigneeId') ?? found.assigneeId}
          error={answer.errorOf('assigneeId')}
        />
        {found.desks.length > 1 ? (
          <SelectField
            name="deskId"
            label={m.cases_desk()}
            required
            choices={found.desks.map((desk) => ({ value: desk.deskId, label: desk.name }))}
            defaultValue={answer.typed('deskId') ?? ''}
            error={answer.errorOf('deskId')}
          />
        ) : null}
      </div>
      <EditField
        name="riskReason"
        label={m.cases_risk_reason()}
        now={found.consultation?.riskReason || (found.consultation?.urgencyReason ?? '')}
        answer={answer}
        rows={2}
      />
    </>
  )
}
