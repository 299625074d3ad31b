import { Link, NavLink } from 'react-router'

export interface TabLink {
  to: string
  label: string
  count?: number
  /** For views that differ by their query only; the path decides where this is left out. */
  isCurrent?: boolean
}

/** Views of one thing, each with its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <TabAnchor tab={tab} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function TabAnchor({ tab: { to, label, count, isCurrent } }: { tab: TabLink }) {
  const words = (
    <>
      {label}
      {count === undefined ? null : <span className="count">{count}</span>}
    </>
  )
  if (isCurrent === undefined)
    return (
      <NavLink to={to} end>
        {words}
      </NavLink>
    )
  return (
    <Link to={to} aria-current={isCurrent ? 'page' : undefined}>
      {words}
    </Link>
  )
}
