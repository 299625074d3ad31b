import type { ReactNode } from 'react'
import { Link, NavLink } from 'react-router'
import { m } from '../../platform/words/words.ts'
import { OfflineNotice } from './offline-notice.tsx'
import { PrivacyScreen } from './privacy-screen.tsx'

export interface NavItem {
  to: string
  label: string
  count?: number
}

interface ShellProps {
  product: string
  homeTo: string
  nav: readonly NavItem[]
  /** The way to anywhere (Ctrl+K). */
  command?: ReactNode
  /** News, whose page this is and for which desk, sign-out. */
  account?: ReactNode
  /** Said on every page while the data are invented. */
  sampleNotice?: string | undefined
  footer?: ReactNode
  children: ReactNode
}

/** What stands around every page. The page brings its own `<h1>`, safety banner first where there is one. */
export function Shell({
  product,
  homeTo,
  nav,
  command,
  account,
  sampleNotice,
  footer,
  children,
}: ShellProps) {
  return (
    <>
      <a className="skip-link" href="#main">
        {m.ui_skip_to_main()}
      </a>
      <header className="shell-header">
        {sampleNotice ? <p className="sample-notice">{sampleNotice}</p> : null}
        <div className="shell-bar">
          <Link to={homeTo} className="shell-product">
            <ProductMark />
            {product}
          </Link>
          <nav className="shell-nav" aria-label={m.ui_main_navigation()}>
            <ul>
              {nav.map(({ to, label, count }) => (
                <li key={to}>
                  <NavLink to={to}>
                    {label}
                    {count ? <span className="count">{count}</span> : null}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
          <div className="shell-tools">
            {command}
            <PrivacyScreen />
            {account}
          </div>
        </div>
      </header>
      <OfflineNotice />
      <main id="main" className="shell-main" tabIndex={-1}>
        {children}
      </main>
      {footer ? <footer className="shell-footer">{footer}</footer> : null}
    </>
  )
}

/** Two hands' shelter over a point: somewhere to hold on to. */
export function ProductMark() {
  return (
    <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <rect width="28" height="28" rx="7" fill="var(--color-key-1000)" />
      <path
        d="M6 17.5C6 11.5 9.5 8 14 8s8 3.5 8 9.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <circle cx="14" cy="17.5" r="2.8" fill="#fff" />
    </svg>
  )
}
