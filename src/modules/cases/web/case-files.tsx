import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { fileSize } from '../../../ui/form/file-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { CaseView } from '../case-view.ts'
import { FileForm } from './file-form.tsx'

type File = CaseView['attachments'][number]

/** Plain forms to the file door: a file is larger than what a page may send. */
export function CaseFiles({ found }: { found: CaseView }) {
  const base = `/cases/${found.case.id}`
  const mayAdd = found.may.write && found.case.status !== 'closed'
  return (
    <section id="files">
      <Panel title={m.cases_files()}>
        {found.attachments.length === 0 ? <p className="hint">{m.cases_files_none()}</p> : null}
        <ul className="case-files">
          {found.attachments.map((file) => (
            <li key={file.id}>
              <OneFile file={file} base={base} />
            </li>
          ))}
        </ul>
        {mayAdd ? (
          <details>
            <summary>{m.cases_file_add()}</summary>
            <FileForm action={`${base}/files`} submissionId={found.submissionId} />
          </details>
        ) : null}
      </Panel>
    </section>
  )
}

function OneFile({ file, base }: { file: File; base: string }) {
  const name = file.label?.name ?? m.cases_cannot_open()
  const facts = [
    formatShortDateTime(file.createdAt),
    file.by ?? '',
    file.label?.bytes ? fileSize(file.label.bytes) : '',
  ]
  return (
    <>
      {file.form === 'rendition' ? (
        <a href={`${base}/pictures/${file.id}`} className="case-picture">
          <img src={`${base}/pictures/${file.id}`} alt={name} loading="lazy" />
        </a>
      ) : null}
      <p className="case-file-name">{name}</p>
      <p className="case-person-facts">{facts.filter((fact) => fact !== '').join('・')}</p>
      {file.label?.note ? <p className="case-text">{file.label.note}</p> : null}
      {file.form === 'original' ? <OpenOriginal file={file} base={base} /> : null}
    </>
  )
}

function OpenOriginal({ file, base }: { file: File; base: string }) {
  const id = `reason-${file.id}`
  return (
    <details>
      <summary>{m.cases_original_open()}</summary>
      <form method="post" action={`${base}/files/${file.id}/original`} className="case-file-form">
        <p className="hint">{m.cases_original_hint()}</p>
        <label htmlFor={id} className="field-label">
          {m.cases_reason()}
        </label>
        <input id={id} name="reason" className="input input-full" required autoComplete="off" />
        <Button type="submit" size="small">
          {m.cases_original_fetch()}
        </Button>
      </form>
    </details>
  )
}
