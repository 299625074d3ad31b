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

/** False = somebody changed it since `rev`. */
export async function writeRetentionRules(
  { actor, tx }: Scene,
  rules: RetentionRules,
  rev: number,
): Promise<boolean> {
  const columns = {
    case_years: rules.caseYears,
    child_age: rules.childAge,
    consultation_years: rules.consultationYears,
    counts_from: rules.countsFrom,
    backup_days: rules.backupDays,
  }
  if (rev === 0) {
    const made = await tx
      .insertInto('retention_rule')
      .values({ tenant_id: actor.tenantId, ...columns })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return made.numInsertedOrUpdatedRows === 1n
  }
  const changed = await tx
    .updateTable('retention_rule')
    .set({ ...columns, rev: rev + 1 })
    .where('tenant_id', '=', actor.tenantId)
    .where('rev', '=', rev)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
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
