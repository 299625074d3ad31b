import { Form, Link, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { formatShortDateTime, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { confirmHandoverNote, endHandoverNote } from '../confirm-handover-note.ts'
import { leaveHandoverNote } from '../leave-handover-note.ts'
import { listHandoverNotes } from '../list-handover-notes.ts'
import { LeaveNote } from './leave-note.tsx'
import './consultations.css'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'

export const loader = page({ list: look(listHandoverNotes, () => ({})) })

export const action = form({
  leave: submit(
    leaveHandoverNote,
    ({ form: posted }) => posted,
    () => '/consultations/handover',
  ),
  confirm: submit(confirmHandoverNote, ({ form: posted }) => posted),
  end: submit(endHandoverNote, ({ form: posted }) => posted),
})

export const meta = () => [{ title: `${m.consultations_handover_title()} - ${m.shell_product()}` }]

export default function HandoverPage() {
  const { list } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<FormFailure>()
  const failure = answer && 'failure' in answer ? answer : undefined
  const unread = list.notes.filter((note) => !note.isReadByMe && !note.isMine)
  const others = list.notes.filter((note) => note.isReadByMe || note.isMine)
  return (
    <div className="handover">
      <PageTitle title={m.consultations_handover_title()} lead={m.consultations_handover_lead()} />
      <div className="handover-columns">
        <div className="handover-notes">
          {list.notes.length === 0 ? (
            <EmptyState
              title={m.consultations_handover_empty()}
              text={m.consultations_handover_empty_text()}
            />
          ) : null}
          {unread.length > 0 ? (
            <section aria-label={m.consultations_handover_unread()}>
              <h2>{m.consultations_handover_unread_count({ count: unread.length })}</h2>
              {unread.map((note) => (
                <Note key={note.id} note={note} />
              ))}
            </section>
          ) : null}
          {others.length > 0 ? (
            <section aria-label={m.consultations_handover_read()}>
              <h2>{m.consultations_handover_read()}</h2>
              {others.map((note) => (
                <Note key={note.id} note={note} />
              ))}
            </section>
          ) : null}
        </div>
        <LeaveNote desks={list.desks} failure={failure} newId={list.newId} draftId={list.draftId} />
      </div>
    </div>
  )
}

type ListedNote = Awaited<ReturnType<typeof listHandoverNotes>>['notes'][number]

function Note({ note }: { note: ListedNote }) {
  const isWaiting = !note.isReadByMe && !note.isMine
  return (
    <article className="handover-note" data-waiting={isWaiting}>
      <p className="handover-text">{note.text ?? m.consultations_cannot_open()}</p>
      <p className="handover-meta">
        <span>{note.authorName}</span>
        <time>{formatShortDateTime(new Date(note.createdAt))}</time>
        <span>{note.deskName}</span>
        <span>{m.consultations_handover_until({ day: formatShortDay(note.until) })}</span>
        {note.caseId ? (
          <Link to={`/cases/${note.caseId}`} className="link">
            {m.consultations_attached()}
          </Link>
        ) : null}
      </p>
      <p className="handover-readers">
        {note.readers.length > 0
          ? m.consultations_handover_readers({ names: note.readers.map(({ name }) => name).join('、') })
          : m.consultations_handover_nobody()}
      </p>
      <Form method="post" className="handover-actions" preventScrollReset>
        <input type="hidden" name="noteId" value={note.id} />
        {isWaiting ? (
          <button type="submit" name="intent" value="confirm" className="button button-primary button-small">
            {m.consultations_handover_confirm()}
          </button>
        ) : null}
        <button type="submit" name="intent" value="end" className="link-button">
          {m.consultations_handover_end()}
        </button>
      </Form>
    </article>
  )
}
