import { Link } from 'react-router'
import { listed } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { Panel } from '../../../ui/layout/panel.tsx'
import type { Today } from '../show-today.ts'

/** Who is there today, and whose work falls to whom. */
export function DutyPanel({ duty }: { duty: Today['duty'] }) {
  if (duty.length === 0) return null
  return (
    <Panel title={m.today_duty()}>
      {duty.map((desk) => (
        <div key={desk.deskId} className="today-duty">
          <p className="today-duty-desk">
            <strong>{desk.name}</strong>
            <Link to={`/directory/desks/${desk.deskId}/roster`} className="link">
              {m.today_roster()}
            </Link>
          </p>
          <p>{desk.present.length > 0 ? listed(desk.present) : m.today_duty_nobody()}</p>
          {desk.absent.map(({ name, coveredBy, isMine }) => (
            <p key={name} className={isMine ? 'today-cover' : 'hint'}>
              {coveredBy ? m.today_absent_covered({ name, cover: coveredBy }) : m.today_absent({ name })}
            </p>
          ))}
        </div>
      ))}
    </Panel>
  )
}
