import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { readPiles } from '../../platform/piles.ts'
import type { Sealed } from '../../platform/records.ts'
import type { SearchSource } from '../../platform/sifting.ts'
import type { Scene } from '../../platform/use-case.ts'
import { coreOf, labelOf } from './case-row.ts'
import type { CaseStatus } from './codes.ts'
import type { CaseLabel } from './contract.ts'
import { caseLabelRecord } from './records.ts'

/** Cases that have just come from another desk; the next act on one makes the copy. */
const mostLoose = 1_000

/** Numbers and titles of these desks' cases, open ones first, then what moved last; at most so many. */
export async function searchableCases(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  deskIds: readonly string[],
  most: number,
): Promise<SearchSource<CaseLabel>> {
  const held = sql`desk_id = any(${[...deskIds]}::uuid[])`
  const [{ piles, count }, loose] = await Promise.all([
    readPiles(
      tx,
      actor.tenantId,
      caseLabelRecord,
      sql`select id, desk_id, core_rev as rev, schema_no, label as document from case_
        where ${held} and label is not null order by (status = 'closed'), moved_at desc limit ${most}`,
    ),
    tx
      .selectFrom('case_')
      .select(['tenant_id', 'id', 'compartment_id', 'core_rev', 'schema_no', 'core'])
      .where(sql<boolean>`${held}`)
      .where('label', 'is', null)
      .orderBy('moved_at', 'desc')
      .limit(mostLoose)
      .execute(),
  ])
  return {
    kind: caseLabelRecord,
    piles,
    loose: loose.map(coreOf),
    isCut: count === most || loose.length === mostLoose,
  }
}

export interface ShownCase {
  caseId: string
  clientId: string
  status: CaseStatus
  label: Sealed<CaseLabel>
}

/** Some cases as a list shows them, in the order given; what one may not see is left out. */
export async function casesToShow(tx: Tx, ids: readonly string[]): Promise<ShownCase[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('case_')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    if (!row) return []
    return [{ caseId: id, clientId: row.client_id, status: row.status as CaseStatus, label: labelOf(row) }]
  })
}

/** The cases of these desks that she opened last. */
export async function lastOpenedCases(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  deskIds: readonly string[],
  most: number,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('case_seen as s')
    .innerJoin('case_ as c', (join) =>
      join.onRef('c.tenant_id', '=', 's.tenant_id').onRef('c.id', '=', 's.case_id'),
    )
    .select('c.id')
    .where('s.user_id', '=', actor.userId)
    .where('c.desk_id', '=', sql<string>`any(${[...deskIds]}::uuid[])`)
    .orderBy('s.seen_at', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => row.id)
}
