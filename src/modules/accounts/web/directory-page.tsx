import { Form, useLoaderData, useSearchParams } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { showLink, unlinkProvider } from '../link-provider.ts'
import { useAnswer } from './outcome.ts'

export const loader = page({ link: look(showLink, ({ origin }) => ({ origin })) })

export const action = form({ unlink: submit(unlinkProvider, () => ({})) })

export default function DirectoryPage() {
  const { link } = useLoaderData<typeof loader>()
  const answer = useAnswer<object>()
  const done = useSearchParams()[0].get('done')
  return (
    <>
      <title>{m.accounts_directory_title()}</title>
      <PageTitle title={m.accounts_directory_title()} lead={m.accounts_directory_lead()} />
      <div className="stack max-w-3xl">
        <FormProblem answer={answer} />
        {answer.done ? <Notice tone="success" title={m.accounts_directory_unlinked()} live /> : null}
        {answer.done ? null : <Outcome done={done} />}
        <Panel title={m.accounts_directory_state()}>
          <div className="grid gap-4">
            <p>
              {link.linkedAt
                ? m.accounts_directory_since({ day: formatDay(dayOf(link.linkedAt), getLocale()) })
                : m.accounts_directory_not_linked()}
            </p>
            {link.isRequired ? <p>{m.accounts_directory_required()}</p> : null}
            <Acts {...link} />
          </div>
        </Panel>
        <p>
          <LinkButton to="/account">{m.accounts_account_title()}</LinkButton>
        </p>
      </div>
    </>
  )
}

type Link = ReturnType<typeof useLoaderData<typeof loader>>['link']

function Acts({ linkedAt, hasProvider, isRequired }: Link) {
  if (linkedAt && isRequired) return <p>{m.accounts_directory_stays()}</p>
  if (linkedAt)
    return (
      <Form method="post">
        <Button type="submit" name="intent" value="unlink" variant="danger">
          {m.accounts_directory_unlink()}
        </Button>
      </Form>
    )
  if (!hasProvider) return <p>{m.accounts_directory_none()}</p>
  return (
    <p>
      {/* Leads out of this server: not by the router. */}
      <a className="button button-primary" href="/account/directory/ask">
        {m.accounts_directory_link()}
      </a>
    </p>
  )
}

function Outcome({ done }: { done: string | null }) {
  if (done === 'linked')
    return (
      <Notice tone="success" title={m.accounts_directory_linked()} live>
        <p>{m.accounts_directory_linked_text()}</p>
      </Notice>
    )
  if (done === 'taken') return <Notice tone="error" title={m.accounts_directory_taken()} live />
  if (done === 'other') return <Notice tone="error" title={m.accounts_directory_other()} live />
  if (done === 'not-anew') return <Notice tone="error" title={m.accounts_directory_not_anew()} live />
  return done === 'failed' ? <Notice tone="error" title={m.accounts_directory_failed()} live /> : null
}
