import { Link } from 'react-router'
import { spaced } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import type { Today } from '../show-today.ts'

type Line = NonNullable<Today['requests']>['asIn'][number]

const shownLines = 8

export function RequestLines({ lines, allAt }: { lines: readonly Line[]; allAt: string }) {
  return (
    <>
      <ul className="lines">
        {lines.slice(0, shownLines).map((line) => {
          const { word, tone } = standingOf(line)
          return (
            <li key={line.id} className="line">
              <div className="min-w-0">
                <Link to={`/requests/${line.id}`} className="link">
                  {line.title ?? m.today_request_unopened()}
                </Link>
                <p className="hint">
                  {spaced([
                    line.otherDesk,
                    line.coversFor ? m.today_covering({ name: line.coversFor }) : line.takenBy,
                  ])}
                </p>
              </div>
              <StatusLabel tone={tone}>{word}</StatusLabel>
            </li>
          )
        })}
      </ul>
      {lines.length > shownLines ? (
        <p>
          <Link to={allAt} className="link">
            {m.today_see_all({ count: lines.length })}
          </Link>
        </p>
      ) : null}
    </>
  )
}

function standingOf(line: Line): { word: string; tone: StatusTone } {
  if (line.isOverdue) return { word: m.today_request_overdue(), tone: 'urgent' }
  if (line.state === 'asked_back') return { word: m.today_request_asked_back(), tone: 'attention' }
  if (line.state === 'answered') return { word: m.today_request_answered(), tone: 'done' }
  if (line.isUrgent || line.daysLeft === 0) return { word: m.today_request_due_today(), tone: 'attention' }
  if (line.daysLeft === null) return { word: m.today_request_in_hand(), tone: 'active' }
  return { word: m.today_request_days({ count: line.daysLeft }), tone: 'waiting' }
}
