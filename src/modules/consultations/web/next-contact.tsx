import { Form } from 'react-router'
import type { FormFailure } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { OpenedConsultation } from '../shapes.ts'
import { wordsOf } from './words-of.ts'

/** What was promised and is still open: a new record with her ends it; here it is kept without one, or moved. */
export function NextContact({
  found,
  answer,
}: {
  found: OpenedConsultation
  answer: FormFailure | undefined
}) {
  const { promisedOn, record, today } = found
  if (!promisedOn || !found.mayAmend) return null
  const details = record ? [record.nextContact.at, record.nextContact.by, record.nextContact.note] : []
  const problem = answer?.failure.fields.on
  return (
    <Panel
      title={m.consultations_promise_title()}
      action={
        promisedOn < today ? (
          <StatusLabel tone="urgent">{m.consultations_promise_past()}</StatusLabel>
        ) : promisedOn === today ? (
          <StatusLabel tone="attention">{m.consultations_promise_today()}</StatusLabel>
        ) : undefined
      }
    >
      <p>
        <strong>{formatDay(promisedOn, getLocale())}</strong> {details.filter(Boolean).join(' ')}
      </p>
      <p className="hint">{m.consultations_promise_hint()}</p>
      <div className="next-contact">
        <Form method="post">
          <Button type="submit" name="intent" value="kept">
            {m.consultations_promise_kept()}
          </Button>
        </Form>
        <details open={problem !== undefined}>
          <summary>{m.consultations_promise_move()}</summary>
          <Form method="post" className="next-contact-move">
            <DateField
              name="on"
              label={m.consultations_next_on()}
              today={today}
              required
              error={problem ? wordsOf(problem) : undefined}
            />
            <Button type="submit" name="intent" value="moved">
              {m.consultations_promise_move_do()}
            </Button>
          </Form>
        </details>
      </div>
    </Panel>
  )
}
