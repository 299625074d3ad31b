import { NavLink } from 'react-router'

export interface TabLink {
  to: string
  label: string
  count?: number
}

/** Views of one thing, each with its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      <ul>
        {tabs.map(({ to, label: name, count }) => (
          <li key={to}>
            <NavLink to={to} end>
              {name}
              {count === undefined ? null : <span className="count">{count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
