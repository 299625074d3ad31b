import { type MachineStanding, machineAdmissionDays } from './contract.ts'
import { proposalHours } from './proposal-policy.ts'

interface Asked {
  state: string
  askedBy: string
  askedAt: Date
  answersId: string
  confirmedBy: string | null
  confirmedAt: Date | null
  endsAt: Date | null
  /** Whether the accounts of who answers for it and of who was shown the bearer work. */
  isAnswered: boolean
}

/** Where a credential stands now. */
export function standingOf(machine: Asked, now: Date): MachineStanding {
  const { state, askedAt, confirmedAt, endsAt } = machine
  if (state === 'live') {
    if (endsAt && endsAt <= now) return 'over'
    return machine.isAnswered ? 'live' : 'unanswered'
  }
  if (state === 'asked') return isOlder(askedAt, proposalHours, now) ? 'stale' : 'asked'
  if (state === 'confirmed')
    return confirmedAt && isOlder(confirmedAt, machineAdmissionDays * 24, now) ? 'stale' : 'confirmed'
  return 'ended'
}

function isOlder(at: Date, hours: number, now: Date): boolean {
  return at.getTime() < now.getTime() - hours * 3_600_000
}

/** Why this administrator cannot confirm; null = she can, after showing who she is. */
export function whyNotConfirmMachine(machine: Asked, decider: { userId: string }, now: Date): string | null {
  if (machine.askedBy === decider.userId) return 'accounts_confirm_own'
  if (machine.answersId === decider.userId) return 'accounts_machine_confirm_answers'
  return standingOf(machine, now) === 'stale' ? 'accounts_confirm_stale' : null
}

/**
 * Why this person cannot take the machine in at her desk; null = she can, after showing who she is. The key comes from
 * somebody who holds it, never from who asked for the machine.
 */
export function whyNotAdmitMachine(
  machine: Asked,
  decider: { userId: string; leadsIt: boolean },
  now: Date,
): string | null {
  if (!decider.leadsIt) return 'accounts_machine_admit_by_lead'
  if (machine.askedBy === decider.userId || machine.confirmedBy === decider.userId)
    return 'accounts_machine_admit_alone'
  return standingOf(machine, now) === 'stale' ? 'accounts_machine_admit_stale' : null
}
