import type { MachineScope } from '../../../platform/permissions.ts'
import { m } from '../../../platform/words/words.ts'
import type { StatusTone } from '../../../ui/status-label.tsx'
import type { MachineStanding } from '../contract.ts'

export const scopeWords: Record<MachineScope, { label: () => string; hint?: () => string }> = {
  'cases.read': {
    label: m.accounts_machine_scope_cases_read,
    hint: m.accounts_machine_scope_cases_read_hint,
  },
  'search.run': { label: m.accounts_machine_scope_search_run },
  'consultations.write': { label: m.accounts_machine_scope_consultations_write },
}

export const standingWords: Record<MachineStanding, { word: () => string; tone: StatusTone }> = {
  asked: { word: m.accounts_machine_standing_asked, tone: 'waiting' },
  confirmed: { word: m.accounts_machine_standing_confirmed, tone: 'waiting' },
  stale: { word: m.accounts_machine_standing_stale, tone: 'closed' },
  live: { word: m.accounts_machine_standing_live, tone: 'active' },
  unanswered: { word: m.accounts_machine_standing_unanswered, tone: 'attention' },
  over: { word: m.accounts_machine_standing_over, tone: 'closed' },
  ended: { word: m.accounts_machine_standing_ended, tone: 'closed' },
}
