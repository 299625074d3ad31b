import { Link } from 'react-router'
import { m } from '../../../platform/words/words.ts'

/** Open or finished; which one stands in the address. */
export function ViewLinks({ base, view }: { base: string; view: 'open' | 'closed' }) {
  return (
    <p className="my-4">
      {view === 'open' ? (
        <Link className="link" to={`${base}?view=closed`}>
          {m.requests_show_closed()}
        </Link>
      ) : (
        <Link className="link" to={base}>
          {m.requests_show_open()}
        </Link>
      )}
    </p>
  )
}
