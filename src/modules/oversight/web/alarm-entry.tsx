import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { alarmAnswers } from '../alarm-kinds.ts'
import type { Alarm } from '../list-alarms.ts'
import { answerWords, effectWord, subjectWord } from './alarm-words.ts'

/** One refused object: what, whose, since when, how often, what it means; and the answer, or the form for one. */
export function AlarmEntry({ alarm }: { alarm: Alarm }) {
  const whose = [alarm.account, alarm.desk].filter((word) => word !== '')
  return (
    <li id={alarm.id} className="alarm">
      <h3>
        {subjectWord(alarm.subject)}
        {whose.length > 0 ? <span className="alarm-whose">{whose.join(' / ')}</span> : null}
      </h3>
      <p>{effectWord(alarm.subject)}</p>
      <p className="hint">
        {m.oversight_alarm_times({
          first: formatShortDateTime(alarm.firstAt),
          last: formatShortDateTime(alarm.lastAt),
          times: alarm.times,
        })}
      </p>
      <p className="hint">
        {m.oversight_alarm_row()} <code className="alarm-row">{`${alarm.kind} ${alarm.objectId}`}</code>
      </p>
      {alarm.answer ? (
        <p>
          <strong>{answerWords[alarm.answer]()}</strong>{' '}
          <span className="hint">
            {m.oversight_alarm_answered_by({
              name: alarm.answeredBy,
              at: alarm.answeredAt ? formatShortDateTime(alarm.answeredAt) : '',
            })}
          </span>
        </p>
      ) : null}
      {alarm.answer === null || alarm.answer === 'looking' ? <AnswerForm alarm={alarm} /> : null}
    </li>
  )
}

function AnswerForm({ alarm }: { alarm: Alarm }) {
  const left = alarmAnswers.filter((answer) => answer !== alarm.answer)
  return (
    <Form method="post" className="alarm-answer">
      <input type="hidden" name="alarmId" value={alarm.id} />
      <SelectField
        id={`answer-${alarm.id}`}
        name="answer"
        label={m.oversight_alarm_answer()}
        choices={left.map((value) => ({ value, label: answerWords[value]() }))}
        emptyLabel={m.oversight_words_choose()}
        required
      />
      <Button type="submit" name="intent" value="answer">
        {m.oversight_alarm_answer_do()}
      </Button>
    </Form>
  )
}
