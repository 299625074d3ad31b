import { Form, Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { editCore } from '../edit-core.ts'
import { editSafety } from '../edit-safety.ts'
import { showForEdit } from '../show-for-edit.ts'
import { CaseBanner } from './case-banner.tsx'
import { CoreFields } from './core-fields.tsx'
import { type Answer, FailureNotice, ofForm, useAnswer } from './failure.tsx'
import { SafetyFields } from './safety-fields.tsx'
import './cases.css'
import './case-forms.css'

export const loader = page({ found: look(showForEdit, ({ params }) => ({ caseId: params.caseId ?? '' })) })
export const action = form({
  core: submit(
    editCore,
    ({ params, form: posted }) => ({ ...posted, core: posted.core ?? {}, caseId: params.caseId }),
    (_, { params }) => `/cases/${params.caseId}`,
  ),
  safety: submit(
    editSafety,
    ({ params, form: posted }) => ({ ...posted, safety: posted.safety ?? {}, caseId: params.caseId }),
    (_, { params }) => `/cases/${params.caseId}`,
  ),
})
export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'
export const meta = () => [{ title: `${m.cases_do_edit()} - ${m.shell_product()}` }]

export default function EditPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const ofCore = ofForm(answer, 'core')
  const ofSafety = ofForm(answer, 'safety')
  return (
    <div className="case-page">
      <CaseBanner safety={found.safety} />
      <PageTitle
        title={m.cases_do_edit()}
        lead={
          <Link to={`/cases/${found.caseId}`} className="link">
            {m.cases_back_to_case()}
          </Link>
        }
      />
      <FailureNotice answer={answer} />
      {found.core && found.safety ? (
        <>
          <Panel title={m.cases_edit_core()}>
            <Form method="post" className="case-form">
              <Conflict answer={ofCore} changed={found.coreChanged} />
              <RevField now={found.coreRev} isConflict={ofCore.failure?.code === 'conflict'} />
              <CoreFields core={found.core} answer={ofCore} />
              <Save intent="core" caseId={found.caseId} />
            </Form>
          </Panel>
          <Panel title={m.cases_edit_safety()}>
            <Form method="post" className="case-form">
              <Conflict answer={ofSafety} changed={found.safetyChanged} />
              <RevField now={found.safetyRev} isConflict={ofSafety.failure?.code === 'conflict'} />
              <SafetyFields safety={found.safety} answer={ofSafety} />
              <Save intent="safety" caseId={found.caseId} />
            </Form>
          </Panel>
        </>
      ) : (
        <Notice tone="warning" title={m.cases_cannot_open()} />
      )}
    </div>
  )
}

export function Conflict({
  answer,
  changed,
}: {
  answer: Answer
  changed: { at: Date; name: string; isMine: boolean } | null
}) {
  if (answer.failure?.code !== 'conflict' || !changed) return null
  const when = formatShortDateTime(changed.at)
  return (
    <Notice
      tone="warning"
      title={changed.isMine ? m.cases_both_own({ when }) : m.cases_both_title({ name: changed.name, when })}
    >
      <p>{m.cases_both_text()}</p>
    </Notice>
  )
}

function Save({ intent, caseId }: { intent: string; caseId: string }) {
  return (
    <div className="case-buttons">
      <Button type="submit" variant="primary" name="intent" value={intent}>
        {m.cases_save()}
      </Button>
      <LinkButton to={`/cases/${caseId}`}>{m.cases_cancel()}</LinkButton>
    </div>
  )
}
