import { Form, useLoaderData } from 'react-router'
import { form, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { askApproval } from '../ask-approval.ts'
import { approvalKindWord } from '../words.ts'
import { CaseFrame } from './case-frame.tsx'
import { useAnswer } from './failure.tsx'
import { frameOf, toCase, withCase } from './frame-loader.ts'

export const loader = page({ frame: frameOf })
export const action = form({ ask: submit(askApproval, withCase, toCase) })
export const meta = () => [{ title: `${m.cases_ask_approval()} - ${m.shell_product()}` }]

const kinds = ['course', 'contact', 'protection', 'emergency']

export default function ApprovalPage() {
  const { frame } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <CaseFrame frame={frame} title={m.cases_ask_approval()} answer={answer}>
      <Panel title={m.cases_ask_approval()}>
        <Form method="post" className="case-form">
          <SubmissionId offered={frame.submissionId} />
          <SelectField
            name="kind"
            label={m.cases_approval_what()}
            required
            choices={kinds.map((value) => ({ value, label: approvalKindWord(value) }))}
            defaultValue={answer.typed('kind') ?? ''}
            error={answer.errorOf('kind')}
          />
          <ChoiceGroup
            kind="radio"
            name="mode"
            label={m.cases_approval_when()}
            choices={[
              { value: 'regular', label: m.cases_mode_regular(), hint: m.cases_mode_regular_hint() },
              { value: 'afterwards', label: m.cases_mode_afterwards(), hint: m.cases_mode_afterwards_hint() },
            ]}
            chosen={[answer.typed('mode') || 'regular']}
          />
          <TextArea
            name="reason"
            label={m.cases_approval_text()}
            required
            rows={5}
            defaultValue={answer.typed('reason') ?? ''}
            error={answer.errorOf('reason')}
          />
          <div className="case-buttons">
            <Button type="submit" name="intent" value="ask" variant="primary">
              {m.cases_ask_approval()}
            </Button>
            <LinkButton to={`/cases/${frame.caseId}`}>{m.cases_cancel()}</LinkButton>
          </div>
        </Form>
      </Panel>
    </CaseFrame>
  )
}
