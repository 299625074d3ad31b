import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { KinDocument } from './contract.ts'
import { kinRecord } from './records.ts'

/** More than anybody may declare (`declare-kin.ts`). */
const mostRead = 100

/** What the asker declared; opens in her own session alone. */
export async function ownKin({
  actor,
  tx,
}: Pick<Scene, 'actor' | 'tx'>): Promise<{ id: string; since: Date; document: Sealed<KinDocument> }[]> {
  const rows = await tx
    .selectFrom('auth.kin')
    .selectAll()
    .where('user_id', '=', actor.userId)
    .orderBy('created_at')
    .limit(mostRead)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    since: row.created_at,
    document: sealedOf(kinRecord, {
      tenantId: row.tenant_id,
      id: row.id,
      compartmentId: row.user_id,
      rev: row.rev,
      schema: row.schema_no,
      bytes: row.document,
    }),
  }))
}
