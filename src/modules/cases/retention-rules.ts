import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import type { Scene } from '../../platform/use-case.ts'
import { type CaseRules, ourRetentionRules, type RetentionRules } from './policy.ts'
import { rulesOf } from './rule-store.ts'

/** This body's rule; revision 0 = nobody has departed from ours. */
export async function retentionRules({
  actor,
  tx,
}: Pick<Scene, 'actor' | 'tx'>): Promise<RetentionRules & { rev: number }> {
  const row = await tx
    .selectFrom('retention_rule')
    .selectAll()
    .where('tenant_id', '=', actor.tenantId)
    .executeTakeFirst()
  if (!row) return { ...ourRetentionRules, rev: 0 }
  return {
    caseYears: row.case_years,
    childAge: row.child_age,
    consultationYears: row.consultation_years,
    countsFrom: row.counts_from as RetentionRules['countsFrom'],
    backupDays: row.backup_days,
    rev: row.rev,
  }
}

/** Until when the consultations in a case are kept for their own sake, the latest of them; null where there are none. */
export async function consultationsKeptUntil(tx: Tx, caseId: string): Promise<string | null> {
  const { rows } = await sql<{ until: string | null }>`
    select auth.consultations_kept_until(${caseId})::text as until`.execute(tx)
  return rows[0]?.until ?? null
}

export type RulesVerdict = 'done' | 'absent' | 'unconfirmed' | 'conflict' | 'unagreed'

/** `unagreed`: something would be kept for less long, and no other manager has agreed to exactly this (migrations/0208). */
export async function writeRetentionRules(
  { tx }: Scene,
  rules: RetentionRules,
  rev: number,
  agreed: { id: string; seal: Buffer } | null,
): Promise<RulesVerdict> {
  const { caseYears, childAge, consultationYears, countsFrom, backupDays } = rules
  const { rows } = await sql<{ verdict: RulesVerdict }>`
    select auth.set_retention_rules(${caseYears}, ${childAge}, ${consultationYears}, ${countsFrom}, ${backupDays}, ${rev},
      ${agreed?.id ?? null}, ${agreed?.seal ?? null}) as verdict`.execute(tx)
  return rows[0]?.verdict ?? 'absent'
}

/** What holds for a case that is closed now: a desk may keep longer than its body's rule, never shorter. */
export async function rulesAtClosing(
  scene: Pick<Scene, 'actor' | 'tx'>,
  deskId: string,
): Promise<CaseRules & { isOurs: boolean; countsFrom: RetentionRules['countsFrom'] }> {
  const [desk, body] = await Promise.all([rulesOf(scene.tx, deskId), retentionRules(scene)])
  return {
    ...desk,
    isOurs: desk.isOurs && body.rev === 0,
    retentionYears: Math.max(body.caseYears, desk.isOurs ? 0 : desk.retentionYears),
    childAge: Math.max(body.childAge, desk.isOurs ? 0 : desk.childAge),
    countsFrom: body.countsFrom,
  }
}
