import { isRouteErrorResponse, useRouteError } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'

/** Withdrawn, ended, another desk's and blocked look alike, and calm. Anything else is the shell's to say. */
export function SharedNoLonger() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error) || error.status !== 404) throw error
  return <NoLonger />
}

export function NoLonger() {
  return (
    <>
      <title>{m.requests_page_title()}</title>
      <h1 className="sr-only">{m.requests_gone_title()}</h1>
      <EmptyState
        title={m.requests_gone_title()}
        text={m.requests_gone_text()}
        action={<LinkButton to="/requests">{m.requests_back_to_inbox()}</LinkButton>}
      />
    </>
  )
}
