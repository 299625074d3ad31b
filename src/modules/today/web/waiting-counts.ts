import { m } from '../../../platform/words/words.ts'
import type { Today } from '../show-today.ts'

export interface WaitingCount {
  to: string
  label: string
  count: number
  isUrgent: boolean
}

/** What waits, as numbers that lead to the place where it is done; the urgent first, nothing that is zero. */
export function waitingCounts({ consultations, requests, disclosures }: Today): WaitingCount[] {
  const all: WaitingCount[] = [
    {
      to: '/consultations?unreviewed=1',
      label: m.today_count_urgent(),
      count: consultations?.urgent ?? 0,
      isUrgent: true,
    },
    {
      to: '/requests/decisions',
      label: m.today_count_decide(),
      count: requests?.toDecide ?? 0,
      isUrgent: true,
    },
    {
      to: '/consultations/handover',
      label: m.today_count_notes(),
      count: consultations?.unreadNotes ?? 0,
      isUrgent: false,
    },
    {
      to: '/consultations?unreviewed=1',
      label: m.today_count_unreviewed(),
      count: consultations?.unreviewed ?? 0,
      isUrgent: false,
    },
    {
      to: '/requests/decisions',
      label: m.today_count_unseen(),
      count: disclosures?.unseen ?? 0,
      isUrgent: false,
    },
    {
      to: '/requests/sent',
      label: m.today_count_expiring(),
      count: disclosures?.expiring ?? 0,
      isUrgent: false,
    },
  ]
  return all.filter(({ count }) => count > 0)
}
