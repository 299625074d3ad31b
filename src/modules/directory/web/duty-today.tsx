import type { z } from 'zod'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { Closure } from '../closure.ts'
import type { DutyView } from '../views.ts'

interface DutyTodayProps {
  deskId: string
  duty: z.output<typeof DutyView>
  today: string
  closure: Closure | null
  canKeepRoster: boolean
}

/** Shown to the desk's own people and to administrators. */
export function DutyToday({
  deskId,
  duty: { present, absent, hasRoster },
  today,
  closure,
  canKeepRoster,
}: DutyTodayProps) {
  const nameOf = (userId: string | null) =>
    [...present, ...absent].find((person) => person.userId === userId)?.name ?? ''
  const nobody = present.length === 0
  return (
    <Panel
      title={m.directory_duty_title()}
      action={
        <div className="flex flex-wrap gap-2">
          {present.length + absent.length > 0 ? (
            <LinkButton to="roster" size="small">
              {m.directory_duty_roster()}
            </LinkButton>
          ) : null}
          <LinkButton to={`/desks/${deskId}/members`} size="small">
            {m.directory_duty_members()}
          </LinkButton>
        </div>
      }
    >
      <p className="hint">{formatDay(today, getLocale())}</p>
      {closure ? <ClosedToday closure={closure} hasRoster={hasRoster} canKeepRoster={canKeepRoster} /> : null}
      {closure && !hasRoster ? null : (
        <>
          {nobody && absent.length === 0 ? <p>{m.directory_duty_no_members()}</p> : null}
          {nobody && absent.length > 0 ? <Notice tone="warning" title={m.directory_duty_nobody()} /> : null}
          <ul className="tasks">
            {present.map((person) => (
              <li key={person.userId}>
                {person.name}
                {person.coversUserId ? (
                  <StatusLabel tone="active">
                    {m.directory_duty_covers({ name: nameOf(person.coversUserId) })}
                  </StatusLabel>
                ) : null}
              </li>
            ))}
            {absent.map((person) => (
              <li key={person.userId}>
                {person.name}
                <StatusLabel tone="closed">
                  {person.coveredBy
                    ? m.directory_duty_away_covered({ name: nameOf(person.coveredBy) })
                    : m.directory_duty_away()}
                </StatusLabel>
              </li>
            ))}
          </ul>
          {!hasRoster && present.length > 0 && canKeepRoster ? (
            <p className="hint">{m.directory_duty_no_roster()}</p>
          ) : null}
        </>
      )}
    </Panel>
  )
}

const closedWords = {
  weekend: m.directory_closed_weekend,
  'year-end': m.directory_closed_year_end,
  exception: m.directory_closed_exception,
}

interface ClosedTodayProps {
  closure: Closure
  hasRoster: boolean
  canKeepRoster: boolean
}

/** Nobody is said to be there on a day on which the office is closed, unless somebody was put on the roster. */
function ClosedToday({ closure, hasRoster, canKeepRoster }: ClosedTodayProps) {
  const { because, holiday, opensOn, opensAt } = closure
  const why = because === 'holiday' ? m.directory_closed_holiday({ name: holiday }) : closedWords[because]()
  return (
    <Notice title={why}>
      {opensOn ? (
        <p>{m.directory_closed_opens({ day: formatDay(opensOn, getLocale()), time: opensAt })}</p>
      ) : null}
      <p>{hasRoster ? m.directory_closed_on_call() : m.directory_closed_nobody()}</p>
      {!hasRoster && canKeepRoster ? <p>{m.directory_closed_name_somebody()}</p> : null}
    </Notice>
  )
}
