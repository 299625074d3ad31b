import { m } from '../../../platform/words/words.ts'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import type { ReferralState } from '../contract.ts'

const states: Readonly<Record<ReferralState, { tone: StatusTone; word: () => string }>> = {
  sent: { tone: 'attention', word: m.referrals_state_sent },
  received: { tone: 'active', word: m.referrals_state_received },
  in_progress: { tone: 'active', word: m.referrals_state_in_progress },
  ended: { tone: 'closed', word: m.referrals_state_ended },
}

/** The same moment is 送付済み for whoever sent it and 未受理 for whoever must act. */
export function ReferralStateLabel({ state, side }: { state: ReferralState; side: 'sender' | 'hub' }) {
  const isNew = state === 'sent' && side === 'hub'
  return (
    <StatusLabel tone={state === 'sent' && side === 'sender' ? 'waiting' : states[state].tone}>
      {isNew ? m.referrals_state_new() : states[state].word()}
    </StatusLabel>
  )
}
