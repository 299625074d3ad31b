import { Link } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { StatusLabel } from '../../../ui/status-label.tsx'
import type { TodayLine, TodayPart } from '../contract.ts'
import type { Matter } from '../matters.ts'
import { aboutOf, labelOf, titleOf, whenOf } from './line-words.ts'
import { matterPath, matterWord } from './matter-words.ts'

/** One matter: what it is and how many there are, its first lines, and the way to all of them. */
export function Part({ part, today, most }: { part: TodayPart; today: string; most: number }) {
  const { matter, total, lines } = part
  return (
    <section className="today-part" data-matter={matter} aria-labelledby={`part-${matter}`}>
      <h3 id={`part-${matter}`}>
        <Link to={matterPath(matter)} className="link" data-count={total}>
          {matterWord(matter)}
        </Link>
        <span className="count">{total}</span>
      </h3>
      <Lines matter={matter} lines={lines.slice(0, most)} today={today} />
      {total > Math.min(most, lines.length) ? (
        <p className="today-all">
          <Link to={matterPath(matter)} className="link">
            {m.today_see_all({ count: total })}
          </Link>
        </p>
      ) : null}
    </section>
  )
}

export function Lines({
  matter,
  lines,
  today,
}: {
  matter: Matter
  lines: readonly TodayLine[]
  today: string
}) {
  return (
    <ul className="today-lines">
      {lines.map((line) => (
        <Line key={line.id} matter={matter} line={line} today={today} />
      ))}
    </ul>
  )
}

function Line({ matter, line, today }: { matter: Matter; line: TodayLine; today: string }) {
  const label = labelOf(matter, line)
  const when = whenOf(matter, line, today)
  const about = aboutOf(matter, line)
  return (
    <li className="today-line" data-matter={matter}>
      {matter === 'contact_today' && line.detail ? <span className="today-hour">{line.detail}</span> : null}
      {matter === 'note' ? (
        <p className="today-title">{titleOf(matter, line)}</p>
      ) : (
        <Link to={line.href} className="link today-title">
          {titleOf(matter, line)}
        </Link>
      )}
      {label ? <StatusLabel tone={label.tone}>{label.word}</StatusLabel> : null}
      <span className="today-about">
        {about.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </span>
      {when ? <span className="today-when">{when}</span> : null}
    </li>
  )
}
