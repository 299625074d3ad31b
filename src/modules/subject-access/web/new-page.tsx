import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { requesters } from '../contract.ts'
import { prepareAccess } from '../prepare-access.ts'
import { receiveAccess } from '../receive-access.ts'
import { requesterWords, useAccessAnswer } from './access-words.ts'

export const loader = page({
  found: look(prepareAccess, ({ query }) => ({ caseId: query.get('case') || undefined })),
})
export const action = form({
  receive: submit(
    receiveAccess,
    ({ form: posted, query }) => ({ ...posted, caseId: query.get('case') || undefined }),
    ({ id }) => `/access/${id}`,
  ),
})
export const meta = () => [{ title: `${m.access_new()} - ${m.shell_product()}` }]

/** Whoever asks, it is written down; what may be said is decided afterwards. */
export default function NewAccessPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useAccessAnswer()
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
  const field = (name: string) => ({
    name,
    defaultValue: answer.typed(name) ?? '',
    error: answer.errorOf(name),
  })
  return (
    <div className="stack">
      <PageTitle
        title={m.access_new()}
        lead={
          found.isOfCase
            ? m.access_new_with_case({ number: found.caseNumber || m.access_cannot_open() })
            : m.access_new_without_case()
        }
        actions={<LinkButton to="/access">{m.access_back()}</LinkButton>}
      />
      <FormProblem answer={{ errors: answer.errors, problem: answer.problem }} />
      <Panel title={m.access_new_script()}>
        <p>{m.access_script()}</p>
      </Panel>
      <Form method="post" noValidate className="form-stack">
        <SubmissionId offered={found.submissionId} />
        <ChoiceGroup
          kind="radio"
          name="requester"
          label={m.access_requester()}
          required
          choices={requesters.map((value) => ({ value, label: requesterWords[value]() }))}
          chosen={[answer.typed('requester') ?? '']}
          error={answer.errorOf('requester')}
        />
        <DateField
          name="receivedOn"
          label={m.access_received_on()}
          hint={m.access_received_on_hint()}
          required
          today={today}
          defaultValue={answer.typed('receivedOn') ?? today}
          error={answer.errorOf('receivedOn')}
        />
        <TextField {...field('name')} label={m.access_name()} required />
        <TextField {...field('agentName')} label={m.access_agent_name()} hint={m.access_agent_name_hint()} />
        <TextField {...field('reach')} label={m.access_reach()} hint={m.access_reach_hint()} />
        <TextArea {...field('asked')} label={m.access_asked()} rows={3} />
        <div>
          <Button type="submit" variant="primary" name="intent" value="receive">
            {m.access_receive()}
          </Button>
        </div>
      </Form>
    </div>
  )
}
