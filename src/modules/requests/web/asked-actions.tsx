import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { FreshForm } from '../../../ui/form/fresh-form.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import type { RequestView } from '../open-request.ts'
import { type Answer, isConflict, ofForm } from './answer.tsx'

interface AskedActionsProps {
  request: RequestView
  answer: Answer
}

/** The big clear actions of the desk that was asked; the next one stands first. */
export function AskedActions({ request, answer: sent }: AskedActionsProps) {
  const answer = ofForm(sent, 'accept', 'answer', 'askBack', 'decline', 'finish')
  const ofAct = ofForm(sent, 'recordAct')
  const may = (step: RequestView['steps'][number]) => request.steps.includes(step)
  if (request.steps.length === 0) return null
  return (
    <>
      <Panel title={m.requests_next()}>
        <FreshForm round={request.turn} method="post" noValidate className="stack-small">
          <RevField name="turn" now={request.turn} isConflict={isConflict(answer)} />
          {may('accept') ? (
            <Button type="submit" variant="primary" name="intent" value="accept">
              {m.requests_do_accept()}
            </Button>
          ) : null}
          <TextArea
            name="text"
            id="text"
            label={m.requests_field_words()}
            hint={m.requests_field_words_hint()}
            rows={4}
            maxGraphemes={2000}
            defaultValue={answer.typed('text') ?? ''}
            error={answer.errorOf('text')}
          />
          <div className="action-row">
            {may('answer') ? (
              <Button
                type="submit"
                variant={may('accept') ? 'secondary' : 'primary'}
                name="intent"
                value="answer"
              >
                {m.requests_do_answer()}
              </Button>
            ) : null}
            {may('ask_back') ? (
              <Button type="submit" name="intent" value="askBack">
                {m.requests_do_ask_back()}
              </Button>
            ) : null}
            {may('decline') ? (
              <Button type="submit" name="intent" value="decline">
                {m.requests_do_decline()}
              </Button>
            ) : null}
            {may('finish') ? (
              <Button type="submit" name="intent" value="finish">
                {m.requests_do_finish()}
              </Button>
            ) : null}
          </div>
        </FreshForm>
      </Panel>
      <details className="panel act-form" open={ofAct.failure !== undefined}>
        <summary>{m.requests_act_summary()}</summary>
        <p className="hint">{m.requests_act_lead()}</p>
        <FreshForm round={request.actSubmissionId} method="post" noValidate className="stack-small">
          <SubmissionId offered={request.actSubmissionId} />
          <DateField
            name="day"
            label={m.requests_act_day()}
            required
            today={request.today}
            defaultValue={ofAct.typed('day') ?? request.today}
            error={ofAct.errorOf('day')}
          />
          <TextField
            name="title"
            label={m.requests_act_title()}
            required
            defaultValue={ofAct.typed('title') ?? ''}
            error={ofAct.errorOf('title')}
          />
          <TextArea
            name="text"
            id="act-text"
            label={m.requests_act_text()}
            required
            rows={3}
            defaultValue={ofAct.typed('text') ?? ''}
            error={ofAct.errorOf('text')}
          />
          <Button type="submit" name="intent" value="recordAct">
            {m.requests_act_do()}
          </Button>
        </FreshForm>
      </details>
    </>
  )
}
