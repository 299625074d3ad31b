import { lazy, Suspense, useRef, useState } from 'react'
import { getLocale } from '../../platform/words/locale.ts'
import { m } from '../../platform/words/words.ts'
import { Icon } from '../icon.tsx'
import { useHydrated } from '../use-hydrated.ts'
import { type Day, formatDay, formatEraDay } from '../wareki/format-japanese-date.ts'
import { parseJapaneseDate } from '../wareki/parse-japanese-date.ts'
import { type DescribedControl, Field, type FieldProps } from './field.tsx'

const CalendarPopover = lazy(() =>
  import('./calendar-popover.tsx').then((loaded) => ({ default: loaded.CalendarPopover })),
)

interface DateFieldProps extends FieldProps {
  /** What was typed, or a day as `YYYY-MM-DD`. */
  defaultValue?: string
  /** Today in Japan, where the calendar opens. */
  today: Day
}

/**
 * One text field for any way of writing a day. It posts what stands in it, and the server reads it with the same
 * parser; the calendar is only an extra, fetched when first asked for.
 */
export function DateField({ defaultValue = '', today, hint, ...props }: DateFieldProps) {
  const given = /^\d{4}-\d{2}-\d{2}$/.test(defaultValue) ? parseJapaneseDate(defaultValue) : undefined
  const [text, setText] = useState(given ? formatEraDay(given) : defaultValue)
  const day = parseJapaneseDate(text)
  return (
    <Field {...props} hint={hint ?? m.ui_date_hint()} after={<DateReading text={text} day={day} />}>
      {(control) => (
        <div className="date-input">
          <input
            {...control}
            className="input"
            value={text}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
            onBlur={() => day && setText(formatEraDay(day))}
          />
          <CalendarButton label={props.label} control={control} day={day} today={today} onPick={setText} />
        </div>
      )}
    </Field>
  )
}

function DateReading({ text, day }: { text: string; day: Day | undefined }) {
  const unreadable = text.trim() === '' ? '' : m.ui_date_unreadable()
  return (
    <p className="date-reading" role="status">
      {day ? formatDay(day, getLocale()) : unreadable}
    </p>
  )
}

interface CalendarButtonProps {
  label: string
  control: DescribedControl
  day: Day | undefined
  today: Day
  onPick: (text: string) => void
}

function CalendarButton({ label, control, day, today, onPick }: CalendarButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const isHydrated = useHydrated()
  if (!isHydrated) return null
  const pick = (picked: Day) => {
    onPick(formatEraDay(picked))
    setOpen(false)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="icon-button icon-button-boxed"
        aria-label={m.ui_date_open_calendar({ label })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        data-for={control.id}
        onClick={() => setOpen(true)}
      >
        <Icon name="calendar" size={24} />
      </button>
      {isOpen ? (
        <Suspense fallback={<span className="sr-only">{m.ui_date_loading()}</span>}>
          <CalendarPopover
            anchor={button}
            label={label}
            day={day}
            today={today}
            onPick={pick}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
