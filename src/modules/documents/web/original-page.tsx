import { useLoaderData, useSearchParams } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { prepareOriginal } from '../release-original.ts'
import { refusalWord } from './refusal-words.ts'

export const loader = page({
  file: look(prepareOriginal, ({ params }) => ({
    caseId: params.caseId ?? '',
    attachmentId: params.attachmentId ?? '',
  })),
})

/** Taking a file out of the system: why, and what to mind. The form is a plain one, for its answer is the file. */
export default function OriginalPage() {
  const { file } = useLoaderData<typeof loader>()
  const failed = useSearchParams()[0].get('failed')
  const back = `/cases/${file.caseId}`
  return (
    <>
      <title>{m.documents_original_title()}</title>
      <PageTitle
        title={m.documents_original_title()}
        lead={file.label?.name ?? m.documents_original_nameless()}
      />
      <div className="stack">
        {failed ? <Notice tone="error" title={refusalWord(failed)} live /> : null}
        <Notice
          tone="warning"
          title={file.form === 'original' ? m.documents_original_unchecked() : m.documents_original_picture()}
        >
          <p>{m.documents_original_text()}</p>
        </Notice>
        <form
          method="post"
          action={`${back}/files/${file.attachmentId}/original/file`}
          className="panel form-stack max-w-2xl"
        >
          <TextArea
            name="reason"
            label={m.documents_original_reason()}
            hint={m.documents_original_reason_hint()}
            required
            rows={2}
          />
          <div className="form-actions">
            <Button type="submit" variant="primary">
              {m.documents_original_do()}
            </Button>
            <LinkButton to={`${back}#files`}>{m.documents_original_back()}</LinkButton>
          </div>
        </form>
      </div>
    </>
  )
}
