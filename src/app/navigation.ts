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
  { to: '/referrals/new', label: m.referrals_new, needs: ['referral.send'] },
]

/** Pages that no main way names; reached by what one types. */
const further: readonly Destination[] = [
  { to: '/consultations/handover', label: m.consultations_handover_title, needs: ['handover-note.read'] },
  { to: '/consultations/blank-sheet', label: m.consultations_blank_sheet, needs: ['consultation.write'] },
  { to: '/cases/review', label: m.cases_review_title, needs: ['case.review'] },
  { to: '/requests/sent', label: m.requests_outbox_title, needs: ['request.send'] },
  { to: '/requests/decisions', label: m.requests_decisions_title, needs: ['request.decide'] },
  { to: '/requests/paper', label: m.requests_paper_title, needs: ['request.answer-on-behalf'] },
  { to: '/releases', label: m.requests_releases_title, needs: ['release.read'] },
  { to: '/directory/windows', label: m.directory_windows_title, needs: ['directory.manage'] },
  { to: '/directory/office-days', label: m.directory_nav_office_days, needs: ['directory.manage'] },
  { to: '/health', label: m.oversight_health_title, needs: ['instance.health'] },
  { to: '/alarms', label: m.oversight_alarms_title, needs: ['audit.alarms'] },
  { to: '/disposals', label: m.retention_title, needs: ['disposal.read'] },
  { to: '/duty', label: m.emergency_title, needs: ['case.break-glass'] },
  { to: '/duty/reviews', label: m.emergency_reviews_title, needs: ['glass.review'] },
  { to: '/duty/desk', label: m.emergency_desk_title, needs: ['duty.watch-appointment'] },
  { to: '/reads', label: m.oversight_reads_title, needs: ['reads.watch'] },
  { to: '/access', label: m.access_title, needs: ['access.work'] },
  { to: '/viewing', label: m.viewing_alerts_title, needs: ['audit.viewing'] },
  { to: '/viewing/rules', label: m.viewing_rules_title, needs: ['audit.viewing-rules'] },
  { to: '/viewing/traps', label: m.viewing_traps_title, needs: ['audit.plant'] },
  { to: '/audit/words', label: m.oversight_words_title, needs: ['audit.read-words'] },
  { to: '/accounts/invite', label: m.accounts_invite, needs: ['account.manage'] },
  { to: '/accounts/machines', label: m.accounts_machines_title, needs: ['machine.read'] },
  { to: '/accounts/kits', label: m.accounts_kits_title, needs: ['account.manage'] },
  { to: '/notices', label: m.today_notices, needs: ['own.today'] },
  { to: '/account/kin', label: m.conflicts_title, needs: ['own.kin'] },
  { to: '/account', label: m.accounts_account_title, needs: ['own.account'] },
  { to: '/permissions', label: m.accounts_permissions_title, needs: ['own.account'] },
]

/** What the command palette offers besides records: actions first, then the main ways; all of it once one types. */
export function places(held: readonly Permission[]): { first: NavItem[]; all: NavItem[] } {
  const open = (among: readonly Destination[]) =>
    among
      .filter(({ needs }) => needs.some((permission) => held.includes(permission)))
      .map(({ to, label }) => ({ to, label: label() }))
  const first = [...open(actions), ...navigation(held)]
  return { first, all: [...first, ...open(further)] }
}
