import type { Scene } from '../../platform/use-case.ts'
import type { DisclosureRules } from './contract.ts'
import { shippedRules } from './policy.ts'

/** This municipality's rule; revision 0 = nobody has departed from the shipped one. */
export async function disclosureRules(
  scene: Pick<Scene, 'actor' | 'tx'>,
): Promise<DisclosureRules & { rev: number }> {
  const row = await scene.tx
    .selectFrom('disclosure_rule')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .executeTakeFirst()
  if (!row) return { ...shippedRules, rev: 0 }
  return {
    withConsent: row.with_consent as DisclosureRules['withConsent'],
    withoutConsent: row.without_consent as DisclosureRules['withoutConsent'],
    dangerWithWhereabouts: row.danger_with_whereabouts as DisclosureRules['dangerWithWhereabouts'],
    seeWithin: row.see_within,
    replyWithin: row.reply_within,
    rev: row.rev,
  }
}

/** False = somebody changed it since `rev`. */
export async function writeRules(scene: Scene, rules: DisclosureRules, rev: number): Promise<boolean> {
  const columns = {
    with_consent: rules.withConsent,
    without_consent: rules.withoutConsent,
    danger_with_whereabouts: rules.dangerWithWhereabouts,
    see_within: rules.seeWithin,
    reply_within: rules.replyWithin,
  }
  if (rev === 0) {
    const made = await scene.tx
      .insertInto('disclosure_rule')
      .values({ tenant_id: scene.actor.tenantId, ...columns })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return made.numInsertedOrUpdatedRows === 1n
  }
  const changed = await scene.tx
    .updateTable('disclosure_rule')
    .set({ ...columns, rev: rev + 1 })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('rev', '=', rev)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}
