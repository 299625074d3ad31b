import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

/** Matches beyond this are not compared: nobody reads so far down a list. */
const mostCompared = 1_000

/**
 * Ids in the order given, but one for all that were said to be the same person: the row on a case if there is one, since
 * that is where her story goes on, else the first.
 */
export async function everybodyOnce(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const compared = ids.slice(0, mostCompared)
  const { rows } = await sql<{ one: string; other: string; one_on_case: boolean; other_on_case: boolean }>`
    select s.person_id as one, s.other_id as other,
      a.case_id is not null as one_on_case, b.case_id is not null as other_on_case
    from same_person s join person a on a.id = s.person_id join person b on b.id = s.other_id
    where s.unsaid_at is null and s.person_id = any(${compared}::uuid[]) and s.other_id = any(${compared}::uuid[])
    limit ${mostCompared}`.execute(tx)
  return onceEach(
    ids,
    rows.map((row) => [row.one, row.other]),
    new Set(
      rows.flatMap((row) => [row.one_on_case ? row.one : [], row.other_on_case ? row.other : []].flat()),
    ),
  )
}

/** `pairs` are the same; of each group the first on a case is kept, else the first, where the group's first stood. */
export function onceEach(
  ids: readonly string[],
  pairs: readonly (readonly [string, string])[],
  onCase: ReadonlySet<string>,
): string[] {
  const groups = new Map<string, Set<string>>()
  for (const [one, other] of pairs) {
    const joined = new Set([...(groups.get(one) ?? [one]), ...(groups.get(other) ?? [other])])
    for (const id of joined) groups.set(id, joined)
  }
  const told = new Set<string>()
  return ids.flatMap((id) => {
    const group = groups.get(id)
    if (!group) return id
    if (told.has(id)) return []
    const members = ids.filter((member) => group.has(member))
    for (const member of members) told.add(member)
    return members.find((member) => onCase.has(member)) ?? id
  })
}
