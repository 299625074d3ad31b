import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { listOwnActs } from '../record-act.ts'
import { RequestTabs } from './request-tabs.tsx'
import { Acts } from './thread.tsx'

export const loader = page({ own: look(listOwnActs, () => ({})) })

/** Our own official acts; they stay whether or not the request behind them is still shared. */
export default function ActsPage() {
  const { own } = useLoaderData<typeof loader>()
  return (
    <>
      <title>{m.requests_own_acts_title()}</title>
      <PageTitle title={m.requests_own_acts_title()} lead={m.requests_own_acts_lead()} />
      <RequestTabs isHub={own.isHub} />
      <div className="stack mt-4">
        {own.acts.length === 0 ? (
          <EmptyState title={m.requests_own_acts_empty()} text={m.requests_own_acts_empty_text()} />
        ) : (
          <Acts acts={own.acts} />
        )}
      </div>
    </>
  )
}
