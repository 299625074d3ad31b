import { Link } from 'react-router'
import { m } from '../platform/words/words.ts'
import { Icon } from './icon.tsx'

interface PaginationProps {
  /** Addresses with the neighbouring page's key; absent where there is none. */
  previous?: string | undefined
  next?: string | undefined
  shown?: { from: number; to: number }
}

export function Pagination({ previous, next, shown }: PaginationProps) {
  if (!previous && !next) return null
  return (
    <nav className="pagination" aria-label={m.ui_page_navigation()}>
      {previous ? (
        <Link to={previous} rel="prev" className="button button-secondary button-small">
          <Icon name="chevronLeft" />
          {m.ui_page_previous()}
        </Link>
      ) : null}
      {shown ? <p>{m.ui_page_shown(shown)}</p> : null}
      {next ? (
        <Link to={next} rel="next" className="button button-secondary button-small">
          {m.ui_page_next()}
          <Icon name="chevronRight" />
        </Link>
      ) : null}
    </nav>
  )
}
