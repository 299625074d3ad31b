import { Link } from 'react-router'
import { spaced } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import { formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { Today } from '../show-today.ts'

type Item = NonNullable<Today['cases']>['items'][number]

const reasons: Record<Item['reason'], { word: () => string; tone: StatusTone }> = {
  high_risk: { word: m.today_reason_high_risk, tone: 'urgent' },
  overdue: { word: m.today_reason_overdue, tone: 'attention' },
  due_today: { word: m.today_reason_due_today, tone: 'active' },
  unassigned: { word: m.today_reason_unassigned, tone: 'waiting' },
  unreviewed: { word: m.today_reason_unreviewed, tone: 'waiting' },
}

export function CaseLines({ items }: { items: readonly Item[] }) {
  return (
    <ul className="lines">
      {items.map((item) => (
        <li key={item.id} className="line">
          <div className="min-w-0">
            <Link to={`/cases/${item.id}`} className="link">
              {item.name || item.title || m.today_no_name()}
            </Link>
            <p className="hint">
              {spaced([
                item.number,
                item.isMine ? m.today_mine() : (item.assignee ?? m.today_nobody()),
                item.nextReviewOn && m.today_next_review({ day: formatShortDay(item.nextReviewOn) }),
              ])}
            </p>
          </div>
          <StatusLabel tone={reasons[item.reason].tone}>{reasons[item.reason].word()}</StatusLabel>
        </li>
      ))}
    </ul>
  )
}
