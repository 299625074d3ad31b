import { type CalendarDate, GregorianCalendar, parseDate, toCalendar } from '@internationalized/date'
import type { RefObject } from 'react'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  Dialog,
  Heading,
  I18nProvider,
  Popover,
} from 'react-aria-components'
import { getLocale } from '../../platform/words/locale.ts'
import { m } from '../../platform/words/words.ts'
import { Icon } from '../icon.tsx'
import type { Day } from '../wareki/format-japanese-date.ts'

const gregorian = new GregorianCalendar()
// The label follows the language; the years follow the Japanese era only where it is read.
const CALENDAR_LOCALES = { ja: 'ja-JP-u-ca-japanese', en: 'en-US' } as const

interface CalendarPopoverProps {
  anchor: RefObject<HTMLButtonElement | null>
  label: string
  day: Day | undefined
  today: Day
  onPick: (day: Day) => void
  onClose: () => void
}

/** The only heavy part of the date field; loaded the first time somebody opens it. */
export function CalendarPopover({ anchor, label, day, today, onPick, onClose }: CalendarPopoverProps) {
  const chosen = day ? parseDate(day) : null
  return (
    <I18nProvider locale={CALENDAR_LOCALES[getLocale()]}>
      <Popover
        isOpen
        triggerRef={anchor}
        placement="bottom end"
        onOpenChange={(isOpen) => !isOpen && onClose()}
      >
        <Dialog aria-label={m.ui_date_open_calendar({ label })} className="calendar">
          <Calendar<CalendarDate>
            aria-label={label}
            autoFocus
            value={chosen}
            defaultFocusedValue={chosen ?? parseDate(today)}
            onChange={(picked) => onPick(toCalendar(picked, gregorian).toString())}
          >
            <div className="calendar-head">
              <Button slot="previous" className="icon-button" aria-label={m.ui_date_previous_month()}>
                <Icon name="chevronLeft" />
              </Button>
              <Heading className="text-std-16B-170" />
              <Button slot="next" className="icon-button" aria-label={m.ui_date_next_month()}>
                <Icon name="chevronRight" />
              </Button>
            </div>
            <CalendarGrid weekdayStyle="short">
              {(date) => <CalendarCell date={date} className="calendar-day" />}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </I18nProvider>
  )
}
