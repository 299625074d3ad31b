import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { Form, Link } from 'react-router'
import type { FormFailure } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { type FormValues, flatValues, one, valuesOf } from '../../../ui/form/form-values.ts'
import { useEntryId } from '../../../ui/form/submission-id.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { DraftRevField, DraftStatus } from '../../drafts/web/draft-status.tsx'
import { useDraft } from '../../drafts/web/use-draft.ts'
import { PlainField, PlainSelect, PlainText } from './plain-field.tsx'
import { wordsOf } from './words-of.ts'

interface LeaveNoteProps {
  desks: readonly { id: string; name: string }[]
  failure: FormFailure | undefined
  newId: string
  draftId: string
  /** The case it is about, asked for from the case's page. */
  about: string | null
}

/** A note to whoever sits here tomorrow. Only a note that was left empties the box. */
export function LeaveNote({ newId, ...rest }: LeaveNoteProps) {
  const form = useRef<HTMLFormElement>(null)
  const submissionId = useEntryId(newId, () => form.current)
  return <NoteForm key={submissionId} form={form} submissionId={submissionId} {...rest} />
}

interface NoteFormProps extends Omit<LeaveNoteProps, 'newId'> {
  form: RefObject<HTMLFormElement | null>
  submissionId: string
}

/** Kept as a draft while it is written. */
function NoteForm({ form, submissionId, desks, failure, draftId, about }: NoteFormProps) {
  const draft = useDraft('handover_note', draftId)
  const isTouched = useRef(false)
  const [restored, setRestored] = useState<FormValues | null>(null)
  // What is being typed is newer than what was kept.
  useEffect(() => {
    if (draft.restored && !isTouched.current) setRestored(draft.restored.form)
  }, [draft.restored])
  const values = failure ? flatValues(failure.values) : (restored ?? {})
  const errors = Object.fromEntries(
    Object.entries(failure?.failure.fields ?? {}).map(([name, key]) => [name, wordsOf(key)]),
  )
  const version = restored ? 'restored' : 'new'
  const keep = () => {
    isTouched.current = true
    draft.keep(valuesOf(new FormData(form.current ?? undefined)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    form.current?.requestSubmit()
  }
  return (
    <Panel title={m.consultations_handover_new()}>
      <Form
        method="post"
        ref={form}
        noValidate
        className="leave-note"
        onInput={keep}
        onKeyDown={onKeyDown}
        onSubmit={draft.onSubmit}
        data-draft="own"
      >
        <DraftRevField />
        <ErrorSummary errors={Object.entries(errors).map(([id, message]) => ({ id, message }))} />
        <input type="hidden" name="intent" value="leave" />
        <input type="hidden" name="submissionId" value={submissionId} />
        {about ? (
          <p>
            <input type="hidden" name="caseId" value={about} />
            {m.consultations_handover_about()}{' '}
            <Link to={`/cases/${about}`} className="link">
              {m.consultations_to_case()}
            </Link>
          </p>
        ) : null}
        <PlainText
          key={`text ${version}`}
          name="text"
          label={m.consultations_handover_text()}
          defaultValue={one(values, 'text')}
          error={errors.text}
          rows={6}
        />
        <div className="plain-row" key={`rest ${version}`}>
          <PlainField
            name="until"
            label={m.consultations_handover_until_label()}
            defaultValue={one(values, 'until')}
            error={errors.until}
          />
          {desks.length > 1 ? (
            <PlainSelect
              name="deskId"
              label={m.consultations_desk()}
              defaultValue={one(values, 'deskId', desks[0]?.id)}
              choices={desks.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
        </div>
        <div className="form-actions">
          <button type="submit" className="button button-primary">
            {m.consultations_handover_leave()} <kbd>Ctrl Enter</kbd>
          </button>
          <DraftStatus draft={draft} />
        </div>
      </Form>
    </Panel>
  )
}
