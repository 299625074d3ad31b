import { m } from '../../../platform/words/words.ts'
import type { RetentionRules } from '../../cases/index.ts'

export type Figure = Exclude<RuleName, 'countsFrom'>
export type RuleName = keyof RetentionRules

export const ruleNames = ['caseYears', 'consultationYears', 'childAge', 'countsFrom', 'backupDays'] as const

export const ruleLabels: Readonly<Record<RuleName, () => string>> = {
  caseYears: m.retention_rules_case,
  consultationYears: m.retention_rules_consultation,
  childAge: m.retention_rules_child,
  countsFrom: m.retention_rules_from,
  backupDays: m.retention_rules_backup,
}
export const countsFromWords = { fiscal_year: m.retention_rules_from_year, day: m.retention_rules_from_day }

export function valueWords(name: RuleName, rules: RetentionRules): string {
  if (name === 'countsFrom') return countsFromWords[rules.countsFrom]()
  if (name === 'childAge') return m.retention_age({ count: rules[name] })
  return name === 'backupDays'
    ? m.retention_days({ count: rules[name] })
    : m.retention_years({ count: rules[name] })
}
