import { useLoaderData, useSearchParams } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { confirmHandoverNote, endHandoverNote } from '../confirm-handover-note.ts'
import { leaveHandoverNote } from '../leave-handover-note.ts'
import { listHandoverNotes } from '../list-handover-notes.ts'
import { HandoverNote } from './handover-note.tsx'
import { LeaveNote } from './leave-note.tsx'
import { wordsOf } from './words-of.ts'
import './consultations.css'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'

export const loader = page({
  list: look(listHandoverNotes, ({ query }) => ({
    past: query.has('past') ? ('1' as const) : undefined,
    about: query.get('case') ?? undefined,
  })),
})

export const action = form({
  leave: submit(
    leaveHandoverNote,
    ({ form: posted }) => posted,
    () => '/consultations/handover?done=left',
  ),
  confirm: submit(confirmHandoverNote, ({ form: posted }) => posted),
  end: submit(
    endHandoverNote,
    ({ form: posted }) => posted,
    () => '/consultations/handover?done=ended',
  ),
})

export const meta = () => [{ title: `${m.consultations_handover_title()} - ${m.shell_product()}` }]

export default function HandoverPage() {
  const { list } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<FormFailure>()
  const failure = answer && 'failure' in answer ? answer : undefined
  return (
    <div className="handover">
      <PageTitle
        title={list.isPast ? m.consultations_handover_past() : m.consultations_handover_title()}
        lead={list.isPast ? m.consultations_handover_past_lead() : m.consultations_handover_lead()}
        actions={
          list.isPast ? (
            <LinkButton to="/consultations/handover">{m.consultations_handover_standing()}</LinkButton>
          ) : (
            <LinkButton to="/consultations/handover?past=1" variant="quiet">
              {m.consultations_handover_past()}
            </LinkButton>
          )
        }
      />
      <Outcome failure={failure} />
      {list.isPast ? (
        <PastNotes />
      ) : (
        <div className="handover-columns">
          <StandingNotes />
          <LeaveNote
            desks={list.desks}
            failure={failure}
            newId={list.newId}
            draftId={list.draftId}
            about={list.about}
          />
        </div>
      )}
    </div>
  )
}

function Outcome({ failure }: { failure: FormFailure | undefined }) {
  const [query] = useSearchParams()
  if (failure)
    return Object.keys(failure.failure.fields).length > 0 ? null : (
      <Notice tone="error" title={wordsOf(failure.failure.key)} live />
    )
  const done = query.get('done')
  if (done !== 'left' && done !== 'ended') return null
  return (
    <Notice
      tone="success"
      title={done === 'left' ? m.consultations_handover_left() : m.consultations_handover_ended()}
      live
    />
  )
}

function PastNotes() {
  const { list } = useLoaderData<typeof loader>()
  if (list.notes.length === 0) return <EmptyState title={m.consultations_handover_past_empty()} text="" />
  return (
    <div className="handover-notes">
      {list.notes.map((note) => (
        <HandoverNote key={note.id} note={note} isPast />
      ))}
    </div>
  )
}

/** What I have not read yet, first. */
function StandingNotes() {
  const { list } = useLoaderData<typeof loader>()
  const unread = list.notes.filter((note) => !note.isReadByMe && !note.isMine)
  const others = list.notes.filter((note) => note.isReadByMe || note.isMine)
  const sections = [
    { title: m.consultations_handover_unread_count({ count: unread.length }), notes: unread },
    { title: m.consultations_handover_read(), notes: others },
  ]
  return (
    <div className="handover-notes">
      {list.notes.length === 0 ? (
        <EmptyState title={m.consultations_handover_empty()} text={m.consultations_handover_empty_text()} />
      ) : null}
      {sections.map(({ title, notes }) =>
        notes.length > 0 ? (
          <section key={title} aria-label={title}>
            <h2>{title}</h2>
            {notes.map((note) => (
              <HandoverNote key={note.id} note={note} />
            ))}
          </section>
        ) : null,
      )}
    </div>
  )
}
