import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FreshForm } from '../../../ui/form/fresh-form.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { serialOf } from '../../../ui/record/serial.ts'
import { means } from '../items.ts'
import type { RequestView } from '../open-request.ts'
import { type Answer, isConflict, ofForm } from './answer.tsx'
import { meansWords } from './labels.tsx'

interface PaperActionsProps {
  request: RequestView
  answer: Answer
}

/** A body without a terminal: the sheet goes by hand, its answer is entered for it, the paper is settled. */
export function PaperActions({ request, answer: sent }: PaperActionsProps) {
  const answer = ofForm(sent, 'onBehalf')
  const ofHand = ofForm(sent, 'handOver')
  const release = request.asker?.release
  if (!release) return null
  const steps = request.steps.filter((step) => step !== 'reply')
  return (
    <>
      {release.paperState === 'out' && request.asker?.disclosureState === 'live' ? (
        <details
          className="panel act-form"
          open={!request.messages.some((message) => message.kind === 'handed')}
        >
          <summary>{m.requests_hand_title()}</summary>
          <FreshForm round={request.turn} method="post" noValidate className="stack-small">
            <RevField name="turn" now={request.turn} isConflict={isConflict(ofHand)} />
            <WhoAndHow answer={ofHand} id="hand" />
            <Button type="submit" name="intent" value="handOver">
              {m.requests_hand_do()}
            </Button>
          </FreshForm>
        </details>
      ) : null}
      {steps.length > 0 ? (
        <Panel title={m.requests_behalf_title({ desk: request.toDesk })}>
          <FreshForm round={request.turn} method="post" noValidate className="stack-small">
            <RevField name="turn" now={request.turn} isConflict={isConflict(answer)} />
            <SelectField
              name="step"
              label={m.requests_behalf_step()}
              required
              choices={steps.map((step) => ({ value: step, label: stepWords[step]() }))}
              defaultValue={answer.typed('step') ?? 'answer'}
              error={answer.errorOf('step')}
            />
            <TextArea
              name="text"
              label={m.requests_behalf_text()}
              required
              rows={3}
              defaultValue={answer.typed('text') ?? ''}
              error={answer.errorOf('text')}
            />
            <WhoAndHow answer={answer} id="behalf" />
            <Button type="submit" variant="primary" name="intent" value="onBehalf">
              {m.requests_behalf_do()}
            </Button>
          </FreshForm>
        </Panel>
      ) : null}
      {release.paperState === 'out' ? (
        <Panel title={m.requests_settle()}>
          <p className="hint mb-3">{m.requests_settle_lead()}</p>
          <Settle releaseId={release.id} number={serialOf(release)} />
        </Panel>
      ) : null}
    </>
  )
}

const stepWords: Readonly<Record<Exclude<RequestView['steps'][number], 'reply'>, () => string>> = {
  accept: m.requests_message_accepted,
  decline: m.requests_message_declined,
  ask_back: m.requests_message_asked_back,
  answer: m.requests_message_answered,
  finish: m.requests_message_finished,
}

function WhoAndHow({ answer, id }: { answer: Answer; id: string }) {
  return (
    <>
      <SelectField
        name="means"
        id={`${id}-means`}
        label={m.requests_field_means()}
        required
        choices={means.map((one) => ({ value: one, label: meansWords[one]() }))}
        defaultValue={answer.typed('means') ?? 'telephone'}
        error={answer.errorOf('means')}
      />
      <TextField
        name="person"
        id={`${id}-person`}
        label={m.requests_field_person()}
        hint={m.requests_field_person_hint()}
        required
        defaultValue={answer.typed('person') ?? ''}
        error={answer.errorOf('person')}
      />
      <TextField
        name="happenedAt"
        id={`${id}-happened`}
        label={m.requests_field_happened()}
        width="short"
        defaultValue={answer.typed('happenedAt') ?? ''}
        error={answer.errorOf('happenedAt')}
      />
    </>
  )
}

export function Settle({ releaseId, number }: { releaseId: string; number: string }) {
  return (
    <Form method="post" className="action-row" aria-label={m.requests_settle_of({ number })}>
      <input type="hidden" name="releaseId" value={releaseId} />
      <input type="hidden" name="intent" value="settle" />
      <Button type="submit" size="small" name="paperState" value="collected">
        {m.requests_settle_collected()}
      </Button>
      <Button type="submit" size="small" name="paperState" value="destroyed">
        {m.requests_settle_destroyed()}
      </Button>
    </Form>
  )
}
