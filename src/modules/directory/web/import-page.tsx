import { Form, useLoaderData } from 'react-router'
import type { z } from 'zod'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { FileField } from '../../../ui/form/file-field.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { applyImport } from '../apply-import.ts'
import { largestSheet } from '../csv-size.ts'
import { newForm } from '../new-form.ts'
import { type ImportPreview, previewImport } from '../preview-import.ts'
import { DirectoryTabs } from './directory-tabs.tsx'
import { type Answer, useAnswer } from './failure.ts'
import { Preview } from './import-preview.tsx'

// The form's own reading is only whether she may use it.
export const loader = page({ allowed: look(newForm, () => ({})) })
export const action = form({
  preview: submit(previewImport, ({ form }) => form),
  apply: submit(applyImport, ({ form }) => form),
})
type Applied = z.output<typeof applyImport.definition.output>

export const meta = () => [{ title: `${m.directory_import_title()} - ${m.shell_product()}` }]

export default function ImportPage() {
  useLoaderData<typeof loader>()
  const answer = useAnswer<ImportPreview | Applied>()
  const { done } = answer
  return (
    <div className="stack">
      <FormProblem answer={answer} />
      <PageTitle title={m.directory_import_title()} lead={m.directory_import_lead()} />
      <DirectoryTabs canManage />
      {done && !('mark' in done) ? (
        <Notice tone="success" live title={m.directory_import_done(done)} />
      ) : null}
      {done && 'mark' in done ? <Preview preview={done} /> : null}
      <Panel title={m.directory_export_title()}>
        <div className="form-actions">
          <LinkButton to="/directory/export">{m.directory_export_go()}</LinkButton>
        </div>
      </Panel>
      <ImportForm answer={answer} />
    </div>
  )
}

const sheets = () => [
  { value: 'bodies', label: m.directory_export_bodies() },
  { value: 'desks', label: m.directory_export_desks() },
  { value: 'windows', label: m.directory_export_windows() },
]

function ImportForm({ answer }: { answer: Answer<unknown> }) {
  return (
    <Panel title={m.directory_import_file_title()}>
      <Form method="post" encType="multipart/form-data" className="stack" noValidate>
        <ChoiceGroup
          kind="radio"
          name="kind"
          label={m.directory_import_sheet()}
          required
          inline
          error={answer.errorOf('kind')}
          choices={sheets()}
          chosen={[answer.textOf('kind')]}
        />
        <FileField
          name="file"
          label={m.directory_import_file()}
          required
          hint={m.directory_import_file_hint()}
          error={answer.errorOf('file')}
          accept=".csv,text/csv"
          mostBytes={largestSheet}
        />
        <div className="form-actions">
          <Button type="submit" variant="primary" name="intent" value="preview">
            {m.directory_import_preview()}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
