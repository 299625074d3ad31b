import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { formatShortDay, formatWeekday } from '../../../ui/wareki/format-japanese-date.ts'
import type { Roster } from './roster-page.tsx'

type Member = Roster['members'][number]
type RosterDay = Roster['days'][number]

/** A week of a desk: one row a person, one choice a day. */
export function RosterTable({ roster }: { roster: Roster }) {
  return (
    <div className="week-scroll">
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
                  <RosterCell roster={roster} member={member} day={day} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RosterCell({ roster, member, day }: { roster: Roster; member: Member; day: RosterDay }) {
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
  if (!roster.canKeep) return <>{choices.find((choice) => choice.value === cell)?.label ?? ''}</>
  return (
    <select
      className="input week-choice"
      name={`cells.${member.userId}.${day.day}`}
      aria-label={m.directory_roster_cell({ name: member.name, day: formatShortDay(day.day) })}
      defaultValue={cell}
      data-state={cell.split(':')[0]}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
