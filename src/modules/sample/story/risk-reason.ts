import { riskReasons } from '../content/case-words.ts'
import type { Dice } from '../world/dice.ts'
import type { Client } from './client.ts'

/** Why this level was chosen for her. */
export function riskReason(dice: Dice, { theme }: Pick<Client, 'theme'>, level: string): string {
  const reasons = riskReasons[theme.violence ? 'violence' : 'other']
  if (level === 'extreme' || level === 'high') return dice.pick(reasons.grave)
  return dice.pick(level === 'medium' ? reasons.medium : reasons.low)
}
