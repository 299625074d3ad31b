import { Link } from 'react-router'
import { dotted } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
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
  const facts = [formatShortDateTime(file.createdAt), file.by ?? '', sizeWord(file.label?.bytes ?? 0)]
  return (
    <>
      {file.form === 'rendition' ? (
        <Link to={`${base}/files/${file.id}`} className="case-picture">
          <img src={`${base}/pictures/${file.id}`} alt={name} loading="lazy" />
        </Link>
      ) : null}
      <p className="case-file-name">
        <Link to={`${base}/files/${file.id}`} className="link">
          {name}
        </Link>
      </p>
      <p className="case-person-facts">{dotted(facts)}</p>
      {file.label?.note ? <p className="case-text">{file.label.note}</p> : null}
    </>
  )
}

export function sizeWord(bytes: number): string {
  return bytes === 0 ? '' : fileSize(bytes)
}
