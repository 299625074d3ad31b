import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { type Copies, type CopiesAt, copiesAt } from '../../platform/drawers.ts'
import type { Sealed } from '../../platform/records.ts'
import type { SearchSource } from '../../platform/sifting.ts'
import type { Scene } from '../../platform/use-case.ts'
import { drawerLine } from '../../ui/lookup/drawer-line.ts'
import type { Findable } from '../../ui/lookup/match.ts'
import { type CaseRow, coreOf, labelOf } from './case-row.ts'
import type { CaseStatus } from './codes.ts'
import type { CaseLabel } from './contract.ts'
import { caseLabelRecord } from './records.ts'

/** Cases that have just come from another desk; the next act on one makes the copy. */
const mostLoose = 1_000

/** Numbers and titles of these desks' cases, open ones first, then what moved last. */
export async function searchableCases(
  scene: Pick<Scene, 'actor' | 'tx' | 'keys'>,
  deskIds: readonly string[],
): Promise<SearchSource<CaseLabel> & Pick<CopiesAt, 'seal'>> {
  // Those without a copy are asked for first: one that gets its copy in between is found in both, and not in neither.
  const [loose, { drawers, first, isCut, seal }] = await Promise.all([
    scene.tx
      .selectFrom('case_')
      .select(['tenant_id', 'id', 'compartment_id', 'core_rev', 'schema_no', 'core'])
      .where(sql<boolean>`desk_id = any(${[...deskIds]}::uuid[])`)
      .where('label', 'is', null)
      .orderBy('moved_at', 'desc')
      .limit(mostLoose)
      .execute(),
    copiesAt(scene, deskIds, copiesOfLabels(scene.tx)),
  ])
  return {
    ...{ kind: caseLabelRecord, drawers, ...first, seal },
    loose: loose.map(coreOf),
    isCut: isCut || loose.length === mostLoose,
  }
}

const copiesOfLabels = (tx: Tx): Copies<CaseLabel> => ({
  kind: caseLabelRecord,
  rows: (ids, most) => sql`select id, desk_id, core_rev as rev, schema_no, label as document from case_
    where id = any (${[...ids]}::uuid[]) and label is not null
    order by (status = 'closed'), moved_at desc limit ${most}`,
  async sealed(ids) {
    const rows = await casesById(tx, ids)
    return rows.flatMap((row) => (row.label ? { sealed: labelOf(row), at: row.moved_at } : []))
  },
  lineOf: (id, at, label) => drawerLine(id, at, findableCase(label)),
})

/** What a case can be found by. */
export function findableCase(label: CaseLabel): Findable {
  return { texts: [label.title], caseNumber: label.number }
}

/** Of these, which she may see, open ones first, then what moved last. */
export async function latestCases(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('case_')
    .select('id')
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy(sql`status = 'closed'`)
    .orderBy('moved_at', 'desc')
    .execute()
  return rows.map((row) => row.id)
}

/** Of these, which she may see. */
export async function visibleCases(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('case_')
    .select('id')
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.id))
}

async function casesById(tx: Tx, ids: readonly string[]): Promise<CaseRow[]> {
  return tx
    .selectFrom('case_')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
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
  const rows = await casesById(tx, ids)
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
