import type { Tx } from '../../platform/db/tx.ts'

const most = 50

/** Records of a case that nobody above has read yet, oldest first. */
export function unreviewedOfCase(tx: Tx, caseId: string): Promise<{ id: string; day: string }[]> {
  return tx
    .selectFrom('consultation')
    .select(['id', 'day'])
    .where('case_id', '=', caseId)
    .where('reviewed_at', 'is', null)
    .orderBy('day')
    .orderBy('id')
    .limit(most)
    .execute()
}

/** What was promised her and has not been kept, the nearest day first. */
export async function promisesOfCase(tx: Tx, caseId: string): Promise<{ id: string; day: string }[]> {
  const rows = await tx
    .selectFrom('consultation')
    .select(['id', 'next_contact_on as day'])
    .where('case_id', '=', caseId)
    .where('next_contact_on', 'is not', null)
    .orderBy('next_contact_on')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.flatMap(({ id, day }) => (day ? [{ id, day }] : []))
}
