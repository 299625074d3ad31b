import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import type { ShownAccess } from '../show-access.ts'
import type { AccessAnswer } from './access-words.ts'

const outcomeWords = { refused: m.access_outcome_refused, withdrawn: m.access_outcome_withdrawn }

/** Taken back, or answered without saying whether there is anything: the same sentence to everybody. */
export function End({ answer }: { answer: AccessAnswer }) {
  return (
    <Panel title={m.access_end()}>
      <Form method="post" noValidate className="stack-small">
        <Outcome answer={answer} />
        <EndReason answer={answer} />
        <Button type="submit" name="intent" value="end">
          {m.access_end_do()}
        </Button>
      </Form>
    </Panel>
  )
}

/** What two have decided, two end: one asks, another answers to exactly that. */
export function EndDecided({ found, answer }: { found: ShownAccess; answer: AccessAnswer }) {
  const { ending } = found
  return (
    <Panel title={m.access_end()}>
      <div className="stack-small">
        {ending ? (
          <p>
            {ending.isMine
              ? m.access_end_asked_mine({ outcome: outcomeWords[ending.outcome]() })
              : m.access_end_asked({ who: ending.askedBy, outcome: outcomeWords[ending.outcome]() })}
          </p>
        ) : (
          <p>{m.access_end_decided_text()}</p>
        )}
        {ending ? null : (
          <Form method="post" noValidate className="stack-small">
            <Outcome answer={answer} />
            <EndReason answer={answer} />
            <Button type="submit" name="intent" value="ask-end">
              {m.access_end_ask_do()}
            </Button>
          </Form>
        )}
        {ending && !ending.isMine && found.may.decide ? (
          <Form method="post" noValidate className="stack-small">
            <input type="hidden" name="outcome" value={ending.outcome} />
            <EndReason answer={answer} />
            <Button type="submit" name="intent" value="end">
              {m.access_end_agree_do()}
            </Button>
          </Form>
        ) : null}
      </div>
    </Panel>
  )
}

function Outcome({ answer }: { answer: AccessAnswer }) {
  return (
    <ChoiceGroup
      kind="radio"
      name="outcome"
      label={m.access_outcome()}
      required
      choices={[
        { value: 'refused', label: m.access_outcome_refused(), hint: m.access_outcome_refused_hint() },
        { value: 'withdrawn', label: m.access_outcome_withdrawn() },
      ]}
      error={answer.errorOf('outcome')}
    />
  )
}

function EndReason({ answer }: { answer: AccessAnswer }) {
  return (
    <TextArea
      name="reason"
      label={m.access_reason()}
      hint={m.access_reason_hint()}
      required
      rows={3}
      defaultValue={answer.typed('reason') ?? ''}
      error={answer.errorOf('reason')}
    />
  )
}
