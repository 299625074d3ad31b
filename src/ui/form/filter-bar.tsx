import type { ReactNode } from 'react'
import { Form, Link } from 'react-router'
import { m } from '../../platform/words/words.ts'

interface FilterBarProps {
  children: ReactNode
  /** Address without any condition; absent when none is set. */
  clearTo?: string | undefined
}

/** Conditions live in the address: they can be saved, shared and gone back to. Works without JavaScript. */
export function FilterBar({ children, clearTo }: FilterBarProps) {
  return (
    <search>
      <Form method="get" className="filter-bar" aria-label={m.ui_filter_heading()}>
        {children}
        <div className="filter-actions">
          <button type="submit" className="button button-secondary">
            {m.ui_filter_apply()}
          </button>
          {clearTo ? (
            <Link to={clearTo} className="link">
              {m.ui_filter_clear()}
            </Link>
          ) : null}
        </div>
      </Form>
    </search>
  )
}
