import { Form, Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { discardDraft } from '../discard-draft.ts'
import { openDraft } from '../open-draft.ts'
import { keptFormOf } from './kept-form.ts'
import { KeptTexts } from './kept-texts.tsx'

const address = ({ params }: { params: Record<string, string | undefined> }) => ({
  kind: 'form',
  subjectId: params.subjectId ?? '',
})
export const loader = page({ found: look(openDraft, address) })
export const action = form({
  discard: submit(
    discardDraft,
    (posted) => ({ ...posted.form, ...address(posted) }),
    () => '/today',
  ),
})
export const meta = () => [{ title: `${m.drafts_kept_title()} - ${m.shell_product()}` }]

/** Words that were kept from a form, also when its page can no longer be opened. */
export default function KeptPage() {
  const { draft } = useLoaderData<typeof loader>().found
  const kept = keptFormOf(draft?.content?.form)
  if (!draft)
    return (
      <>
        <PageTitle title={m.drafts_kept_title()} />
        <EmptyState title={m.drafts_kept_none()} text={m.drafts_kept_none_text()} />
      </>
    )
  return (
    <>
      <PageTitle
        title={m.drafts_kept_title()}
        lead={m.drafts_kept_lead({ when: formatShortDateTime(draft.updatedAt) })}
      />
      <div className="stack">
        {kept ? (
          <Panel title={kept.title}>
            <KeptTexts fields={kept.fields} />
          </Panel>
        ) : (
          <Notice tone="warning" title={m.drafts_kept_cannot_open()} />
        )}
        <Form method="post" className="action-row">
          {kept ? (
            <Link to={kept.path} className="button button-primary">
              {m.drafts_kept_go_on()}
            </Link>
          ) : null}
          <input type="hidden" name="rev" value={draft.rev} />
          <Button type="submit" variant="danger" name="intent" value="discard">
            {m.drafts_form_discard()}
          </Button>
        </Form>
      </div>
    </>
  )
}
