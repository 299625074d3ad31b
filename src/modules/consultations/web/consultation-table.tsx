import { Link } from 'react-router'
import { nameOf } from '../../../codes/words.ts'
import { dotted } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatListDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { PersonCard } from '../../people/contract.ts'

export interface ListedConsultation {
  id: string
  day: string
  channel: string
  countedAs: string
  chiefComplaint: string
  urgency: string
  riskLevel: string
  sex: string
  ageBand: string
  caseId: string | null
  personId: string | null
  reviewedAt: Date | null
  isBackEntry: boolean
  deskName: string
  authorName: string
  card: PersonCard | null
}

/** Her name as it is known, in reading order; what it says where there is none. */
export function callerName(one: Pick<ListedConsultation, 'personId' | 'card'>): string {
  if (!one.personId) return m.consultations_anonymous()
  if (!one.card) return m.consultations_cannot_open()
  const name = one.card.names.find(({ kind }) => kind === 'used') ?? one.card.names[0]
  const written = name ? `${name.family} ${name.given}`.trim() : ''
  const kana = name ? `${name.familyKana} ${name.givenKana}`.trim() : ''
  return written || kana || m.consultations_name_unknown()
}

export function complaintName(code: string): string {
  return code === 'sealed' ? m.consultations_complaint_sealed() : nameOf('chiefComplaint', code)
}

export function UrgencyLabel({ urgency }: { urgency: string }) {
  if (urgency === 'now') return <StatusLabel tone="urgent">{nameOf('urgency', urgency)}</StatusLabel>
  if (urgency === 'today') return <StatusLabel tone="attention">{nameOf('urgency', urgency)}</StatusLabel>
  return <span className="quiet-word">{nameOf('urgency', urgency)}</span>
}

export function ConsultationTable({
  items,
  hasManyDesks,
}: {
  items: readonly ListedConsultation[]
  hasManyDesks: boolean
}) {
  const columns: [Column<ListedConsultation>, ...Column<ListedConsultation>[]] = [
    {
      key: 'who',
      header: m.consultations_column_who(),
      cell: (row) => (
        <Link to={`/consultations/${row.id}`} className="link list-name" data-anonymous={!row.personId}>
          {callerName(row)}
        </Link>
      ),
    },
    {
      key: 'day',
      header: m.consultations_day(),
      cell: (row) => (
        <span className="list-day">
          <time dateTime={row.day}>{formatListDay(row.day)}</time>
          <span>{nameOf('channel', row.channel)}</span>
        </span>
      ),
    },
    {
      key: 'complaint',
      header: m.consultations_complaint(),
      cell: (row) => (
        <span className="list-stack">
          <span>{complaintName(row.chiefComplaint)}</span>
          <small>
            {dotted([
              nameOf('sex', row.sex),
              nameOf('ageBand', row.ageBand),
              row.countedAs === 'liaison' && m.consultations_counted_liaison(),
            ])}
          </small>
        </span>
      ),
    },
    {
      key: 'urgency',
      header: m.consultations_urgency(),
      cell: (row) => <UrgencyLabel urgency={row.urgency} />,
    },
    {
      key: 'author',
      header: m.consultations_author(),
      cell: (row) => (
        <span className="list-stack">
          <span>{row.authorName}</span>
          {hasManyDesks ? <small>{row.deskName}</small> : null}
        </span>
      ),
    },
    {
      key: 'standing',
      header: m.consultations_standing(),
      cell: (row) =>
        row.caseId ? (
          <Link to={`/cases/${row.caseId}`} className="link">
            {m.consultations_to_case()}
          </Link>
        ) : (
          <span className="quiet-word">{m.consultations_standalone()}</span>
        ),
    },
    {
      key: 'review',
      header: m.consultations_review(),
      cell: (row) =>
        row.reviewedAt ? (
          <StatusLabel tone="done">{m.consultations_reviewed()}</StatusLabel>
        ) : (
          <StatusLabel tone="waiting">{m.consultations_unreviewed()}</StatusLabel>
        ),
    },
  ]
  return (
    <DataTable
      caption={m.consultations_list_title()}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
    />
  )
}
