import { m } from '../../platform/words/words.ts'

/** What is unusual about viewing. Browser-safe. */
export const rules = ['others', 'more', 'hours', 'ended', 'crowd', 'refused', 'leaving', 'trap'] as const
export type Rule = (typeof rules)[number]

const words: Record<Rule, () => string> = {
  others: m.viewing_rule_others,
  more: m.viewing_rule_more,
  hours: m.viewing_rule_hours,
  ended: m.viewing_rule_ended,
  crowd: m.viewing_rule_crowd,
  refused: m.viewing_rule_refused,
  leaving: m.viewing_rule_leaving,
  trap: m.viewing_rule_trap,
}

export function ruleWord(rule: string): string {
  return (words[rule as Rule] ?? m.viewing_rule_others)()
}
