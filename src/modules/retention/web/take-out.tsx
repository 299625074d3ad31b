import { useId } from 'react'
import { Form } from 'react-router'
import type { FormFailure } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { dayOf } from '../../../ui/wareki/format-japanese-date.ts'
import { errorAt } from './complaint.ts'

/** One record stays, until a day and for a reason. */
export function TakeOut({
  itemId,
  failure,
}: {
  itemId: string
  failure: FormFailure['failure'] | undefined
}) {
  const id = useId()
  return (
    <details className="disclosure">
      <summary>{m.retention_take_out()}</summary>
      <Form method="post" className="form-stack">
        <input type="hidden" name="itemId" value={itemId} />
        <DateField
          id={`${id}-until`}
          name="keepUntil"
          label={m.retention_keep_until()}
          required
          today={dayOf(new Date())}
          error={errorAt(failure, 'keepUntil')}
        />
        <TextArea
          id={`${id}-reason`}
          name="reason"
          label={m.retention_take_reason()}
          required
          rows={3}
          maxGraphemes={2000}
          error={errorAt(failure, 'reason')}
        />
        <div>
          <Button type="submit" name="intent" value="take">
            {m.retention_take_do()}
          </Button>
        </div>
      </Form>
    </details>
  )
}
