import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { readPiles } from '../../platform/piles.ts'
import type { Sealed } from '../../platform/records.ts'
import type { SearchSource } from '../../platform/sifting.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { Part, PersonCard } from './contract.ts'
import { deskCardRecord } from './records.ts'
import { cardOf, listCardOf, personsById } from './store.ts'

/** Cards of cases that have just come from another desk; the next act on such a case makes the copy. */
const mostLoose = 1_000

/** The cards of these desks, newest first, at most so many. */
export async function searchablePeople(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  deskIds: readonly string[],
  most: number,
): Promise<SearchSource<PersonCard>> {
  const held = sql`desk_id = any(${[...deskIds]}::uuid[])`
  const [{ piles, count }, loose] = await Promise.all([
    readPiles(
      tx,
      actor.tenantId,
      deskCardRecord,
      sql`select id, desk_id, rev, schema_no, desk_card as document from person
        where ${held} and desk_card is not null order by created_at desc limit ${most}`,
    ),
    tx
      .selectFrom('person')
      .select(['tenant_id', 'id', 'compartment_id', 'rev', 'schema_no', 'card'])
      .where(sql<boolean>`${held}`)
      .where('desk_card', 'is', null)
      .orderBy('created_at', 'desc')
      .limit(mostLoose)
      .execute(),
  ])
  return {
    kind: deskCardRecord,
    piles,
    loose: loose.map(cardOf),
    isCut: count === most || loose.length === mostLoose,
  }
}

export interface ShownPerson {
  personId: string
  caseId: string | null
  part: Part
  since: Date
  card: Sealed<PersonCard>
}

/** Some people as a list shows them, in the order given; whom one may not see is left out. */
export async function peopleToShow(tx: Tx, ids: readonly string[]): Promise<ShownPerson[]> {
  const rows = new Map((await personsById(tx, ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = rows.get(id)
    if (!row) return []
    return [
      {
        personId: id,
        caseId: row.case_id,
        part: row.part as Part,
        since: row.created_at,
        card: listCardOf(row),
      },
    ]
  })
}
