import { Form, Link } from 'react-router'
import { listed } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { formatListDay, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { listHandoverNotes } from '../list-handover-notes.ts'

export type ListedNote = Awaited<ReturnType<typeof listHandoverNotes>>['notes'][number]

/** Who left it, until when it stands, who has read it; put away by whoever has. */
export function HandoverNote({ note, isPast = false }: { note: ListedNote; isPast?: boolean }) {
  const isWaiting = !isPast && !note.isReadByMe && !note.isMine
  return (
    <article className="handover-note" data-waiting={isWaiting}>
      <p className="handover-text">{note.text ?? m.consultations_cannot_open()}</p>
      <p className="handover-meta">
        <span>{note.authorName}</span>
        <time>{formatShortDateTime(new Date(note.createdAt))}</time>
        <span>{note.deskName}</span>
        <span>{m.consultations_handover_until({ day: formatListDay(note.until) })}</span>
        {note.caseId ? (
          <Link to={`/cases/${note.caseId}`} className="link">
            {m.consultations_to_case()}
          </Link>
        ) : null}
      </p>
      <p className="handover-readers">{readersOf(note)}</p>
      {isPast ? null : (
        <Form method="post" className="handover-actions" preventScrollReset>
          <input type="hidden" name="noteId" value={note.id} />
          {isWaiting ? (
            <button
              type="submit"
              name="intent"
              value="confirm"
              className="button button-primary button-small"
            >
              {m.consultations_handover_confirm()}
            </button>
          ) : (
            <button type="submit" name="intent" value="end" className="link-button">
              {m.consultations_handover_end()}
            </button>
          )}
        </Form>
      )}
    </article>
  )
}

function readersOf({ readers }: ListedNote): string {
  if (readers.length === 0) return m.consultations_handover_nobody()
  const names = readers.map(({ name, at }) =>
    m.consultations_handover_reader({ name, time: formatShortDateTime(new Date(at)) }),
  )
  return m.consultations_handover_readers({ names: listed(names) })
}
