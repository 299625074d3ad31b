import { type RefObject, useEffect, useRef, useState } from 'react'
import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { one, valuesOf } from '../../../ui/form/form-values.ts'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { useEntryId } from '../../../ui/form/submission-id.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { dayOf, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { DraftRevField, DraftStatus } from '../../drafts/web/draft-status.tsx'
import { useDraft } from '../../drafts/web/use-draft.ts'
import type { CaseView } from '../case-view.ts'
import { noteKinds } from '../codes.ts'
import { noteKindWord } from '../words.ts'
import { type Answer, ofForm } from './failure.tsx'
import { NoteFields } from './note-fields.tsx'

/** A note at the top of the timeline. Only a saved note empties the box: whatever else the page reloads, words stay. */
export function NoteBox({ found, answer }: { found: CaseView; answer: Answer }) {
  const form = useRef<HTMLFormElement>(null)
  const submissionId = useEntryId(found.submissionId, () => form.current)
  return (
    <NoteForm
      key={submissionId}
      formRef={form}
      caseId={found.case.id}
      submissionId={submissionId}
      answer={ofForm(answer, 'note')}
    />
  )
}

interface NoteFormProps {
  formRef: RefObject<HTMLFormElement | null>
  caseId: string
  submissionId: string
  answer: Answer
}

/** What is typed is kept on the server while it is typed. */
function NoteForm({ formRef, caseId, submissionId, answer }: NoteFormProps) {
  const isTouched = useRef(answer.failure !== undefined)
  const draft = useDraft('case_note', caseId)
  const [restored, setRestored] = useState<typeof draft.restored>(null)
  // What is being typed is newer than what was kept: a draft that arrives late does not replace it.
  useEffect(() => {
    if (draft.restored && !isTouched.current) setRestored(draft.restored)
  }, [draft.restored])
  const keep = () => {
    isTouched.current = true
    if (formRef.current) draft.keep(valuesOf(new FormData(formRef.current)))
  }
  const kept = restored?.form ?? {}
  const version = restored ? 'restored' : 'new'
  // A note of another day or kind must not pass for one of today only because its line is folded away.
  const isMoreKept = one(kept, 'day') !== '' || one(kept, 'kind', 'action') !== 'action'
  const today = dayOf(new Date())
  return (
    <Panel title={m.cases_write_note()} action={<kbd>Alt 0</kbd>}>
      {restored ? (
        <p className="case-since" role="status">
          {m.cases_draft_restored({ when: formatShortDateTime(restored.updatedAt) })}
        </p>
      ) : null}
      <Form
        ref={formRef}
        method="post"
        className="note-form"
        data-draft="own"
        onInput={keep}
        onChange={keep}
        onSubmit={draft.onSubmit}
      >
        <DraftRevField />
        <input type="hidden" name="intent" value="note" />
        <input type="hidden" name="submissionId" value={submissionId} />
        <NoteFields key={version} answer={answer} kept={kept} />
        <div className="note-end">
          <div className="case-buttons">
            <Button type="submit" variant="primary">
              {m.cases_save_note()}
            </Button>
            <DraftStatus draft={draft} />
          </div>
          <details className="note-more" key={version} open={isMoreKept}>
            <summary>{m.cases_note_more()}</summary>
            <div className="note-more-fields">
              <SelectField
                name="kind"
                label={m.cases_note_kind()}
                defaultValue={answer.typed('kind') ?? one(kept, 'kind', 'action')}
                emptyLabel={noteKindWord('action')}
                choices={noteKinds.map((value) => ({ value, label: noteKindWord(value) }))}
              />
              <DateField
                name="day"
                label={m.cases_note_day()}
                defaultValue={answer.typed('day') ?? one(kept, 'day')}
                hint={m.cases_note_day_hint()}
                error={answer.errorOf('day')}
                today={today}
              />
            </div>
          </details>
        </div>
      </Form>
    </Panel>
  )
}
