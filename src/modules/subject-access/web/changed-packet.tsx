import { isRouteErrorResponse, useParams, useRouteError } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'

/** What was given is no longer what was decided: the page of the request says which records, and what to do. */
export function ChangedPacket() {
  const error = useRouteError()
  const { accessId } = useParams()
  if (!isRouteErrorResponse(error) || error.data?.failure?.key !== 'access_refused_changed_given') throw error
  return (
    <>
      <title>{m.access_packet_page_title()}</title>
      <h1 className="sr-only">{m.access_packet_heading()}</h1>
      <EmptyState
        title={m.access_refused_changed_given()}
        text={m.access_changed_see()}
        action={<LinkButton to={`/access/${accessId}`}>{m.access_packet_back()}</LinkButton>}
      />
    </>
  )
}
