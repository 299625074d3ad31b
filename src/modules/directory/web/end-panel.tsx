import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { dayOf } from '../../../ui/wareki/format-japanese-date.ts'
import type { Answer } from './failure.ts'

/** Ends a body or a desk on a day; folded away, since it is rare. */
export function EndPanel({ rev, text, answer }: { rev: number; text: string; answer: Answer<unknown> }) {
  const error = answer.errorOf('lastDay')
  return (
    <Panel title={m.directory_end_title()}>
      <details open={error !== undefined}>
        <summary>{m.directory_end_open()}</summary>
        <Form method="post" className="stack form-below" noValidate>
          <p>{text}</p>
          <RevField now={rev} isConflict={answer.isConflict} />
          <DateField
            name="lastDay"
            label={m.directory_field_last_day()}
            required
            today={dayOf(new Date())}
            error={error}
            defaultValue={answer.textOf('lastDay')}
          />
          <div className="form-actions">
            <Button type="submit" variant="danger" name="intent" value="end">
              {m.directory_end_button()}
            </Button>
          </div>
        </Form>
      </details>
    </Panel>
  )
}
