import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { dayOf } from '../../../ui/wareki/format-japanese-date.ts'

/** One whole trait is enough; nothing answers to a part. */
export function FindForm({ typed }: { typed: Record<string, unknown> }) {
  const text = (name: string) => (typeof typed[name] === 'string' ? (typed[name] as string) : '')
  return (
    <Form method="post" className="form-stack">
      <p className="hint">{m.emergency_find_hint()}</p>
      <div className="emergency-traits">
        <TextField
          name="number"
          label={m.emergency_number()}
          hint={m.emergency_number_hint()}
          defaultValue={text('number')}
          maxLength={20}
        />
        <TextField
          name="phone"
          label={m.emergency_phone()}
          hint={m.emergency_phone_hint()}
          type="tel"
          defaultValue={text('phone')}
          maxLength={40}
        />
        <TextField
          name="kana"
          label={m.emergency_kana()}
          hint={m.emergency_kana_hint()}
          defaultValue={text('kana')}
          maxLength={160}
        />
        <DateField
          name="birthDate"
          label={m.emergency_birth_date()}
          defaultValue={text('birthDate')}
          today={dayOf(new Date())}
        />
      </div>
      <div>
        <Button type="submit" name="intent" value="find" variant="primary">
          {m.emergency_find_do()}
        </Button>
      </div>
    </Form>
  )
}
