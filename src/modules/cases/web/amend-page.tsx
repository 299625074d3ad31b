import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { flatValues } from '../../../ui/form/form-values.ts'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { amendNote } from '../amend-note.ts'
import { showNote } from '../show-note.ts'
import { noteKindWord } from '../words.ts'
import { CaseFrame } from './case-frame.tsx'
import { useAnswer } from './failure.tsx'
import { frameOf, withCase } from './frame-loader.ts'
import { NoteFields } from './note-fields.tsx'

export const loader = page({
  frame: frameOf,
  note: look(showNote, ({ params }) => ({ caseId: params.caseId ?? '', noteId: params.noteId ?? '' })),
})
export const action = form({
  amend: submit(
    amendNote,
    (posted) => ({ ...withCase(posted), noteId: posted.params.noteId }),
    (_, { params }) => `/cases/${params.caseId}#timeline`,
  ),
})
export const meta = () => [{ title: `${m.cases_amend_title()} - ${m.shell_product()}` }]

export default function AmendPage() {
  const { frame, note } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <CaseFrame frame={frame} title={m.cases_amend_title()} answer={answer}>
      <Panel title={`${formatDay(note.day, getLocale())} ${noteKindWord(note.kind)}`}>
        <Form method="post" className="case-form">
          <Notice title={m.cases_amend_text()} />
          <SubmissionId offered={note.submissionId} />
          <NoteFields answer={answer} kept={flatValues(note.body, 'body')} />
          <div className="case-buttons">
            <Button type="submit" name="intent" value="amend" variant="primary">
              {m.cases_amend_save()}
            </Button>
            <LinkButton to={`/cases/${frame.caseId}`}>{m.cases_cancel()}</LinkButton>
          </div>
        </Form>
      </Panel>
    </CaseFrame>
  )
}
