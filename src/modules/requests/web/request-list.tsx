import { Link } from 'react-router'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { formatDay, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { RequestLine } from '../contract.ts'
import { DueLabel, RequestStateLabel } from './labels.tsx'

interface RequestListProps {
  caption: string
  lines: readonly RequestLine[]
}

/** What must not wait stands first; a line says who has it and how long there is. */
export function RequestList({ caption, lines }: RequestListProps) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: 'title',
          header: m.requests_column_title(),
          cell: (line) => (
            <Link className="link" to={`/requests/${line.id}`}>
              {line.title ?? m.requests_cannot_open()}
            </Link>
          ),
        },
        { key: 'due', header: m.requests_column_due(), cell: (line) => <Due line={line} /> },
        {
          key: 'state',
          header: m.requests_column_state(),
          cell: (line) => <RequestStateLabel state={line.state} />,
        },
        { key: 'desk', header: deskHeader(lines), cell: (line) => line.otherDesk },
        { key: 'who', header: m.requests_column_who(), cell: (line) => <TakenBy line={line} /> },
        { key: 'sent', header: m.requests_column_sent(), cell: (line) => formatShortDateTime(line.sentAt) },
      ]}
    />
  )
}

function deskHeader(lines: readonly RequestLine[]): string {
  return lines[0]?.side === 'asker' ? m.requests_column_to() : m.requests_column_from()
}

function Due({ line }: { line: RequestLine }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="md:whitespace-nowrap">{formatDay(line.dueOn, getLocale())}</span>
      <DueLabel {...line} />
    </span>
  )
}

function TakenBy({ line }: { line: RequestLine }) {
  if (line.coversFor) return <>{m.requests_covers_for({ name: line.coversFor })}</>
  if (line.takenBy) return <>{line.takenBy}</>
  // A facility's people have no names here.
  if (line.takenBy === '') return <>{m.requests_taken_unnamed()}</>
  return (
    <span className="hint">{line.side === 'asked' ? m.requests_nobody_yet() : m.requests_not_taken()}</span>
  )
}
