import { m } from '../../../platform/words/words.ts'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import type { ReferralState } from '../contract.ts'

const states: Readonly<Record<ReferralState, { tone: StatusTone; word: () => string }>> = {
  sent: { tone: 'attention', word: m.referrals_state_sent },
  received: { tone: 'active', word: m.referrals_state_received },
  in_progress: { tone: 'active', word: m.referrals_state_in_progress },
  ended: { tone: 'closed', word: m.referrals_state_ended },
}

export function ReferralStateLabel({ state }: { state: ReferralState }) {
  return <StatusLabel tone={states[state].tone}>{states[state].word()}</StatusLabel>
}
