import { nameOf } from '../../../codes/words.ts'
import { dotted } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import type { CaseStatus, RiskLevel, WaitingReason } from '../codes.ts'
import { statusWord, waitingWord } from '../words.ts'

const statusTones: Record<CaseStatus, StatusTone> = { open: 'active', waiting: 'waiting', closed: 'closed' }
const riskTones: Record<RiskLevel, StatusTone> = {
  extreme: 'urgent',
  high: 'attention',
  medium: 'active',
  low: 'done',
  not_assessed: 'waiting',
}

export function CaseStatusLabel({
  status,
  waitingFor,
}: {
  status: CaseStatus
  waitingFor?: WaitingReason | null
}) {
  const word = dotted([statusWord(status), waitingFor && waitingWord(waitingFor)])
  return <StatusLabel tone={statusTones[status]}>{word}</StatusLabel>
}

/** Short where a heading says already what it is. */
export function RiskLabel({ level, isShort = false }: { level: RiskLevel; isShort?: boolean }) {
  const word = nameOf('risk', level)
  return (
    <StatusLabel tone={riskTones[level]}>{isShort ? word : m.cases_risk_is({ level: word })}</StatusLabel>
  )
}
