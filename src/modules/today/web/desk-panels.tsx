import { Link } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { Today } from '../show-today.ts'

/** Who is there today, and who stands in for whom. */
export function DutyPanel({ duty }: { duty: Today['duty'] }) {
  if (duty.length === 0) return null
  return (
    <Panel title={m.today_duty()}>
      {duty.map((desk) => (
        <div key={desk.deskId} className="stack">
          <p>
            <strong>{desk.name}</strong>
          </p>
          <p>{desk.present.length > 0 ? desk.present.join('、') : m.today_duty_nobody()}</p>
          {desk.absent.map(({ name, coveredBy }) => (
            <p key={name} className="hint">
              {coveredBy ? m.today_absent_covered({ name, cover: coveredBy }) : m.today_absent({ name })}
            </p>
          ))}
          <p>
            <Link to={`/directory/desks/${desk.deskId}/roster`} className="link">
              {m.today_roster()}
            </Link>
          </p>
        </div>
      ))}
    </Panel>
  )
}

const forms: Record<string, { word: () => string; to: (subjectId: string) => string }> = {
  consultation: { word: m.today_draft_consultation, to: (id) => `/consultations/new?draft=${id}` },
  case_note: { word: m.today_draft_note, to: (id) => `/cases/${id}` },
  consultation_amendment: { word: m.today_draft_amendment, to: (id) => `/consultations/${id}/amend` },
  handover_note: { word: m.today_draft_handover, to: () => '/consultations/handover' },
  form: { word: m.today_draft_form, to: (id) => `/drafts/form/${id}` },
}

/** What I began and have not sent. */
export function DraftsPanel({ drafts }: { drafts: Today['drafts'] }) {
  if (drafts.length === 0) return null
  return (
    <Panel title={m.today_drafts({ count: drafts.length })}>
      <ul className="lines">
        {drafts.slice(0, 6).map(({ id, kind, subjectId, updatedAt }) => {
          const form = forms[kind]
          return (
            <li key={id} className="line">
              {form ? (
                <Link to={form.to(subjectId)} className="link">
                  {form.word()}
                </Link>
              ) : (
                <span>{m.today_draft_other()}</span>
              )}
              <span className="hint">{formatShortDateTime(updatedAt)}</span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
