import type { Permission } from '../platform/permissions.ts'
import { m } from '../platform/words/words.ts'
import type { NavItem } from '../ui/layout/shell.tsx'

interface Destination {
  to: string
  label: () => string
  /** Shown to whoever holds one of these. */
  needs: readonly Permission[]
}

const destinations: readonly Destination[] = [
  { to: '/today', label: m.shell_nav_today, needs: ['own.today'] },
  { to: '/consultations', label: m.shell_nav_consultations, needs: ['consultation.read'] },
  { to: '/cases', label: m.shell_nav_cases, needs: ['case.read'] },
  { to: '/requests', label: m.shell_nav_requests, needs: ['request.send', 'request.answer'] },
  { to: '/referrals', label: m.shell_nav_referrals, needs: ['referral.send', 'referral.receive'] },
  { to: '/directory', label: m.shell_nav_directory, needs: ['directory.read'] },
  { to: '/accounts', label: m.shell_nav_accounts, needs: ['account.read'] },
  { to: '/audit', label: m.shell_nav_audit, needs: ['audit.read'] },
]

/** The main ways, as far as they lead anywhere for this person. */
export function navigation(held: readonly Permission[]): NavItem[] {
  return destinations
    .filter(({ needs }) => needs.some((permission) => held.includes(permission)))
    .map(({ to, label }) => ({ to, label: label() }))
}

const actions: readonly Destination[] = [
  { to: '/consultations/new', label: m.search_new_consultation, needs: ['consultation.write'] },
  { to: '/cases/new', label: m.search_new_case, needs: ['case.write'] },
]

/** What the command palette offers besides people: actions first, then the main ways. */
export function places(held: readonly Permission[]): NavItem[] {
  const open = actions.filter(({ needs }) => needs.some((permission) => held.includes(permission)))
  return [...open.map(({ to, label }) => ({ to, label: label() })), ...navigation(held)]
}
