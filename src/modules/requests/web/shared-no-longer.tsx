import { useEffect } from 'react'
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

let hasShown = false
/** This document has shown a request. */
export function markShown(): void {
  hasShown = true
}

export function NoLonger() {
  // The document still holds what it was rendered from; loading it anew leaves nothing behind, and nothing to load again.
  useEffect(() => {
    if (hasShown) window.location.reload()
  }, [])
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
