import { Form, Link } from 'react-router'
import { listed } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { ruleWord } from '../codes.ts'
import { type Alert, alertAnswers } from '../contract.ts'
import { answerWords, countedWord, ordinaryWord } from './alert-words.ts'
import type { useViewingAnswer } from './viewing-answer.ts'

interface AlertEntryProps {
  alert: Alert
  /** What came of this alert's own form, if it was sent just now. */
  answer: ReturnType<typeof useViewingAnswer> | null
}

/** Who, which rule, when and how often; then how the same comes about without harm, and the answer. */
export function AlertEntry({ alert, answer }: AlertEntryProps) {
  const [from, until] = [formatShortDateTime(alert.firstAt), formatShortDateTime(alert.lastAt)]
  return (
    <li id={alert.id} className="viewing-entry">
      <h3>
        {m.viewing_alert_heading({ name: alert.person, rule: ruleWord(alert.rule) })}{' '}
        {alert.rule === 'trap' ? <StatusLabel tone="urgent">{m.viewing_trap_label()}</StatusLabel> : null}
        {alert.answer === 'asked' ? (
          <StatusLabel tone="waiting">{m.viewing_asked_label()}</StatusLabel>
        ) : null}
      </h3>
      <p>
        {from === until
          ? m.viewing_alert_once({ counted: countedWord(alert), at: from })
          : m.viewing_alert_when({ counted: countedWord(alert), from, until })}
      </p>
      {alert.withPeople.length > 0 ? (
        <p>{m.viewing_alert_with({ names: listed(alert.withPeople) })}</p>
      ) : null}
      <p className="hint">
        {alert.desk} <WhichCase alert={alert} />
      </p>
      <p className="hint">{ordinaryWord(alert.rule)}</p>
      {alert.answer ? (
        <p>
          <strong>{answerWords[alert.answer]()}</strong>{' '}
          <span className="hint">
            {m.viewing_answered_by({
              name: alert.answeredBy,
              at: alert.answeredAt ? formatShortDateTime(alert.answeredAt) : '',
            })}
          </span>
        </p>
      ) : null}
      {alert.answer === null || alert.answer === 'asked' ? (
        <AnswerForm alert={alert} answer={answer} />
      ) : null}
    </li>
  )
}

function WhichCase({ alert }: { alert: Alert }) {
  if (!alert.caseShort) return null
  if (!alert.caseId) return <>{m.viewing_alert_case({ number: alert.caseShort })}</>
  return (
    <Link to={`/cases/${alert.caseId}/viewers`} className="link">
      {alert.caseName || m.viewing_alert_case({ number: alert.caseShort })}
    </Link>
  )
}

function AnswerForm({ alert, answer }: AlertEntryProps) {
  const left = alertAnswers.filter((one) => one !== alert.answer)
  return (
    <details className="viewing-answer" open={answer !== null}>
      <summary>{m.viewing_answer_open()}</summary>
      <Form method="post" noValidate className="form-stack">
        <input type="hidden" name="alertId" value={alert.id} />
        <ChoiceGroup
          kind="radio"
          id={`answer-${alert.id}`}
          name="answer"
          label={m.viewing_answer()}
          required
          choices={left.map((value) => ({
            value,
            label: answerWords[value](),
            ...(value === 'escalated' ? { hint: m.viewing_answer_escalated_hint() } : {}),
          }))}
          error={answer?.errorOf('answer')}
        />
        <TextArea
          id={`note-${alert.id}`}
          name="note"
          label={m.viewing_note()}
          hint={m.viewing_note_hint()}
          required
          rows={3}
          defaultValue={typeof answer?.values.note === 'string' ? answer.values.note : ''}
          error={answer?.errorOf('note')}
        />
        <div>
          <Button type="submit" name="intent" value="answer">
            {m.viewing_answer_do()}
          </Button>
        </div>
      </Form>
    </details>
  )
}
