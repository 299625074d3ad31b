import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { showFile } from '../open-attachment.ts'
import { sizeWord } from './case-files.tsx'
import { CaseFrame } from './case-frame.tsx'
import { frameOf } from './frame-loader.ts'

export const loader = page({
  frame: frameOf,
  file: look(showFile, ({ params }) => ({
    caseId: params.caseId ?? '',
    attachmentId: params.attachmentId ?? '',
  })),
})
export const meta = () => [{ title: `${m.cases_file()} - ${m.shell_product()}` }]

/** One file of a case. A picture is looked at here and not by itself, where the browser's own command would print it. */
export default function FilePage() {
  const { frame, file } = useLoaderData<typeof loader>()
  const base = `/cases/${frame.caseId}`
  const name = file.label?.name ?? m.cases_cannot_open()
  return (
    <CaseFrame frame={frame} title={m.cases_file()}>
      <Panel title={name}>
        {file.form === 'rendition' ? (
          <img src={`${base}/pictures/${file.attachmentId}`} alt={name} className="case-picture-large" />
        ) : (
          <p>{m.cases_file_not_shown()}</p>
        )}
        <DescriptionList
          items={[
            { term: m.cases_file_by(), detail: file.by },
            { term: m.cases_file_at(), detail: formatDateTime(file.createdAt, getLocale()) },
            { term: m.cases_file_size(), detail: sizeWord(file.label?.bytes ?? 0) },
            { term: m.cases_file_note(), detail: file.label?.note ?? '' },
          ].filter(({ detail }) => detail !== '')}
        />
        <div className="case-buttons mt-4">
          <LinkButton to={`${base}#files`} variant="primary">
            {m.cases_file_back()}
          </LinkButton>
          <LinkButton to={`${base}/files/${file.attachmentId}/original`}>
            {m.cases_file_take_out()}
          </LinkButton>
        </div>
      </Panel>
    </CaseFrame>
  )
}
