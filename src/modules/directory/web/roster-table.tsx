import type { KeyboardEvent } from 'react'
import type { z } from 'zod'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { formatShortDay, formatWeekday } from '../../../ui/wareki/format-japanese-date.ts'
import type { showRoster } from '../show-roster.ts'

type Roster = z.output<typeof showRoster.definition.output>
type Member = Roster['members'][number]
type RosterDay = Roster['days'][number]

/** A week of a desk: one row a person, one choice a day. */
export function RosterTable({ roster, isConflict }: { roster: Roster; isConflict: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever uses the keyboard must be able to scroll sideways
    <section className="week-scroll" aria-label={m.directory_roster_title()} tabIndex={0}>
      <table className="week">
        <caption className="sr-only">{m.directory_roster_title()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.directory_roster_member()}</th>
            {roster.days.map((day) => (
              <th
                key={day.day}
                scope="col"
                data-closed={day.closed !== null}
                data-today={day.day === roster.today}
              >
                {formatWeekday(day.day, getLocale())}
                <span>{formatShortDay(day.day)}</span>
                {day.closed ? <span>{day.holiday || m.directory_roster_closed()}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {roster.members.map((member) => (
            <tr key={member.userId}>
              <th scope="row">{member.name}</th>
              {roster.days.map((day) => (
                <td key={day.day} data-closed={day.closed !== null} data-today={day.day === roster.today}>
                  <RosterCell roster={roster} member={member} day={day} isConflict={isConflict} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RosterCellProps {
  roster: Roster
  member: Member
  day: RosterDay
  isConflict: boolean
}

function RosterCell({ roster, member, day, isConflict }: RosterCellProps) {
  const cell = roster.cells[member.userId]?.[day.day] ?? ''
  const others = roster.members.filter((one) => one.userId !== member.userId)
  const choices = [
    { value: '', label: m.directory_roster_none() },
    { value: 'duty', label: m.directory_roster_duty() },
    { value: 'absent', label: m.directory_roster_absent() },
    ...others.map((one) => ({
      value: `absent:${one.userId}`,
      label: m.directory_roster_absent_cover({ name: one.name }),
    })),
  ]
  const saved = choices.find((choice) => choice.value === cell)?.label ?? ''
  if (!roster.canKeep) return <>{saved}</>
  return (
    <>
      <select
        className="input week-choice"
        name={`cells.${member.userId}.${day.day}`}
        aria-label={m.directory_roster_cell({ name: member.name, day: formatShortDay(day.day) })}
        defaultValue={cell}
        data-state={cell.split(':')[0]}
        onKeyDown={saveOnControlEnter}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {isConflict ? <span className="hint block">{m.directory_now({ value: saved })}</span> : null}
    </>
  )
}

function saveOnControlEnter(event: KeyboardEvent<HTMLSelectElement>) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  const { form } = event.currentTarget
  form?.requestSubmit(form.querySelector<HTMLButtonElement>('button[value="keep"]'))
}
