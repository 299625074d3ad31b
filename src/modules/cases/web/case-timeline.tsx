import { Link } from 'react-router'
import { bracketed } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { IconName } from '../../../ui/icon.tsx'
import { OwnWords, Timeline, type TimelineEntry } from '../../../ui/record/timeline.tsx'
import { dayOf, formatTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { CaseView } from '../case-view.ts'
import type { TimelineKind } from '../codes.ts'

type Entry = CaseView['timeline'][number]

const icons: Record<TimelineKind, IconName> = {
  consultation: 'phone',
  note: 'note',
  decision: 'stamp',
  request: 'letter',
  disclosure: 'document',
  hands: 'chevronRight',
}
const weighty = /^(opened|closed|transferred|reopened|risk_changed|whereabouts_revealed|blocked|glass_broken)/

export function CaseTimeline({ found }: { found: CaseView }) {
  if (found.timeline.length === 0)
    return <EmptyState title={m.cases_timeline_empty()} text={m.cases_timeline_empty_text()} />
  const amended = new Map(found.timeline.flatMap((one) => (one.amendsId ? [[one.amendsId, one]] : [])))
  const entries: TimelineEntry[] = found.timeline.map((entry) => ({
    id: entry.id,
    day: entry.day,
    // A back-dated entry has no hour of its own.
    ...(dayOf(entry.at) === entry.day ? { time: formatTime(entry.at) } : {}),
    kind: entry.headline,
    icon: icons[entry.kind],
    who: entry.by ?? '',
    isWeighty: weighty.test(entry.code),
    isNew: entry.isNew,
    children: <Body entry={entry} correction={amended.get(entry.id)} />,
    actions: <Acts found={found} entry={entry} />,
  }))
  return <Timeline entries={entries} />
}

function Body({ entry, correction }: { entry: Entry; correction: Entry | undefined }) {
  if (!entry.canOpen) return <p>{m.cases_cannot_open()}</p>
  return (
    <>
      {entry.amendsId ? <p className="case-amends">{m.cases_amends()}</p> : null}
      {correction ? <p className="case-amends">{m.cases_amended_above()}</p> : null}
      {entry.lines.map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </>
  )
}

function Line({ line }: { line: Entry['lines'][number] }) {
  if (line.mark === 'words') return <OwnWords>{line.text}</OwnWords>
  if (line.mark === 'opinion' || line.mark === 'wish')
    return (
      <p className={`case-text case-${line.mark}`}>
        <span className="case-mark">{line.mark === 'wish' ? m.cases_wishes() : m.cases_opinion()}</span>
        {line.text}
      </p>
    )
  return <p className="case-text">{line.text}</p>
}

function Acts({ found, entry }: { found: CaseView; entry: Entry }) {
  const mayAmend = entry.kind === 'note' && found.may.write && found.case.status !== 'closed'
  if (!mayAmend && !entry.href) return null
  return (
    <>
      {entry.href ? (
        <Link to={entry.href} className="link">
          {m.cases_open_entry()}
          <span className="sr-only">{bracketed(entry.headline)}</span>
        </Link>
      ) : null}
      {mayAmend ? (
        <Link to={`/cases/${found.case.id}/notes/${entry.id}`} className="link">
          {m.cases_amend()}
          <span className="sr-only">{bracketed(entry.headline)}</span>
        </Link>
      ) : null}
    </>
  )
}
