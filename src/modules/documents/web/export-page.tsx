import { useLoaderData, useSearchParams } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { SheetKind } from '../../directory/index.ts'
import { prepareExport } from '../export-directory.ts'
import { refusalWord } from './refusal-words.ts'

export const loader = page({ offer: look(prepareExport, () => ({})) })

const kindWords: Readonly<Record<SheetKind, () => string>> = {
  bodies: m.documents_export_bodies,
  desks: m.documents_export_desks,
  windows: m.documents_export_windows,
}

/** Plain forms: the answer is a file, which the browser keeps while this page stays. */
export default function ExportPage() {
  const { kinds } = useLoaderData<typeof loader>().offer
  const failed = useSearchParams()[0].get('failed')
  return (
    <>
      <title>{m.documents_export_title()}</title>
      <PageTitle
        title={m.documents_export_title()}
        lead={m.documents_export_lead()}
        actions={<LinkButton to="/directory/import">{m.documents_export_back()}</LinkButton>}
      />
      <div className="stack">
        {failed ? <Notice tone="error" title={refusalWord(failed)} live /> : null}
        <Panel title={m.documents_export_choose()}>
          <p className="hint">{m.documents_export_text()}</p>
          <div className="form-actions">
            {kinds.map((kind) => (
              <form key={kind} method="post" action={`/directory/export/${kind}`}>
                <Button type="submit">{kindWords[kind]()}</Button>
              </form>
            ))}
          </div>
        </Panel>
      </div>
    </>
  )
}
