import { Link } from 'react-router'
import { listed } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { Today } from '../show-today.ts'

/** Who is there today, and whose work falls to whom. */
export function DutyPanel({ duty, closure }: Pick<Today, 'duty' | 'closure'>) {
  const nobody = closure ? m.today_closed_nobody() : m.today_duty_nobody()
  if (duty.length === 0) return null
  return (
    <Panel title={m.today_duty()}>
      {closure ? <p className="mb-3">{closedWords(closure)}</p> : null}
      {duty.map((desk) => (
        <div key={desk.deskId} className="today-duty">
          <p className="today-duty-desk">
            <strong>{desk.name}</strong>
            <Link to={`/directory/desks/${desk.deskId}/roster`} className="link">
              {m.today_roster()}
            </Link>
          </p>
          <p>{desk.present.length > 0 ? listed(desk.present) : nobody}</p>
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

function closedWords({ opensOn }: NonNullable<Today['closure']>): string {
  return opensOn ? m.today_closed_opens({ day: formatDay(opensOn, getLocale()) }) : m.today_closed()
}
