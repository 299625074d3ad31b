import { closeCase } from '../../cases/close-case.ts'
import { keptUntil, ourRetentionRules } from '../../cases/policy.ts'
import { setRisk } from '../../cases/set-risk.ts'
import { closingReasons } from '../content/case-words.ts'
import type { PlannedCase } from '../story/planned.ts'
import { suitedTo } from '../story/suited.ts'
import type { FoundedPerson } from './make-account.ts'

/** A case comes to its end; the gravest risk is taken back first, as the product asks. */
export async function closing(
  who: FoundedPerson,
  caseId: string,
  { dice, client }: PlannedCase,
  day: string,
): Promise<void> {
  const why = dice.weigh({
    settled: 48,
    her_wish: 18,
    moved_away: 16,
    unreachable: 8,
    handed_over: 5,
    other: 5,
  })
  if (client.riskLevel === 'extreme') {
    const reason = '生活の場所が変わり、接触の心配がなくなった。'
    await setRisk(who, { caseId, riskLevel: 'low', reason })
  }
  const youngest = Math.min(...client.children.map((child) => child.age), 20)
  const years = ourRetentionRules.caseYears + (client.children.length > 0 ? 20 - youngest : 0)
  // Taken only where something is unfinished.
  const openReason = '関係窓口とは電話で確認済み。'
  const reason = dice.pick(suitedTo(client, closingReasons[why] ?? []))
  const retainUntil = keptUntil(day, years, ourRetentionRules.countsFrom)
  await closeCase(who, { caseId, why, reason, openReason, retainUntil })
}
