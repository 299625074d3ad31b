import type { ReactNode } from 'react'
import { getLocale } from '../../platform/words/locale.ts'
import { m } from '../../platform/words/words.ts'
import { Icon, type IconName } from '../icon.tsx'
import { type Day, formatDay } from '../wareki/format-japanese-date.ts'

export interface TimelineEntry {
  id: string
  day: Day
  /** Hours and minutes, where it has them. */
  time?: string
  kind: string
  icon: IconName
  who: string
  /** Something must be done about it, or it marks a turn. */
  isWeighty?: boolean
  isNew?: boolean
  /** What it said before a correction; the first wording is never lost. */
  before?: string
  children: ReactNode
  actions?: ReactNode
}

/** The spine of a record: newest first, a heading for each day. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const days = [...Map.groupBy(entries, (entry) => entry.day)]
  return (
    <div className="timeline">
      {days.map(([day, ofDay]) => (
        <section key={day}>
          <h3 className="timeline-day">
            <time dateTime={day}>{formatDay(day, getLocale())}</time>
          </h3>
          <ol>
            {ofDay.map((entry) => (
              <Entry key={entry.id} {...entry} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function Entry({
  time,
  kind,
  icon,
  who,
  isWeighty = false,
  isNew = false,
  before,
  children,
  actions,
}: TimelineEntry) {
  return (
    <li className="timeline-entry" data-weighty={isWeighty} data-new={isNew}>
      <span className="timeline-dot">
        <Icon name={icon} size={18} />
      </span>
      <article>
        <p className="timeline-head">
          <strong>{kind}</strong>
          {time ? <time dateTime={time}>{time}</time> : null}
          <span>{who}</span>
          {before === undefined ? null : <span className="timeline-tag">{m.ui_timeline_amended()}</span>}
          {isNew ? <span className="timeline-tag timeline-tag-new">{m.ui_timeline_new()}</span> : null}
          {actions ? <span className="timeline-actions">{actions}</span> : null}
        </p>
        <div className="timeline-body">{children}</div>
        {before === undefined ? null : (
          <details className="timeline-before">
            <summary>{m.ui_timeline_before()}</summary>
            <del>{before}</del>
          </details>
        )}
      </article>
    </li>
  )
}

/** What she said, in her words; kept apart from what was seen and done. */
export function OwnWords({ children }: { children: ReactNode }) {
  return (
    <figure className="own-words">
      <figcaption>{m.ui_timeline_own_words()}</figcaption>
      <blockquote>{children}</blockquote>
    </figure>
  )
}
