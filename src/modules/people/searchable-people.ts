import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { type Copies, type CopiesAt, copiesAt } from '../../platform/drawers.ts'
import type { Sealed } from '../../platform/records.ts'
import type { SearchSource } from '../../platform/sifting.ts'
import type { Scene } from '../../platform/use-case.ts'
import { drawerLine } from '../../ui/lookup/drawer-line.ts'
import type { Part, PersonCard } from './contract.ts'
import { findablePerson } from './findable.ts'
import { deskCardRecord } from './records.ts'
import { cardOf, listCardOf, personsById } from './store.ts'

/** Cards of cases that have just come from another desk; the next act on such a case makes the copy. */
const mostLoose = 1_000

/** The cards of these desks, newest first. */
export async function searchablePeople(
  scene: Pick<Scene, 'actor' | 'tx' | 'keys'>,
  deskIds: readonly string[],
): Promise<SearchSource<PersonCard> & Pick<CopiesAt, 'seal'>> {
  // Those without a copy are asked for first: one that gets its copy in between is found in both, and not in neither.
  const [loose, { drawers, first, isCut, seal }] = await Promise.all([
    scene.tx
      .selectFrom('person')
      .select(['tenant_id', 'id', 'compartment_id', 'rev', 'schema_no', 'card'])
      .where(sql<boolean>`desk_id = any(${[...deskIds]}::uuid[])`)
      .where('desk_card', 'is', null)
      .orderBy('created_at', 'desc')
      .limit(mostLoose)
      .execute(),
    copiesAt(scene, deskIds, copiesOfCards(scene.tx)),
  ])
  return {
    ...{ kind: deskCardRecord, drawers, ...first, seal },
    loose: loose.map(cardOf),
    isCut: isCut || loose.length === mostLoose,
  }
}

const copiesOfCards = (tx: Tx): Copies<PersonCard> => ({
  kind: deskCardRecord,
  rows: (ids, most) => sql`select id, desk_id, rev, schema_no, desk_card as document from person
    where id = any (${[...ids]}::uuid[]) and desk_card is not null order by created_at desc limit ${most}`,
  async sealed(ids) {
    const rows = await personsById(tx, ids)
    return rows.flatMap((row) => (row.desk_card ? { sealed: listCardOf(row), at: row.created_at } : []))
  },
  lineOf: (id, at, card) => drawerLine(id, at, findablePerson(card)),
})

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

/** Of these, whom she may see, newest first. */
export async function newestPeople(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => row.id)
}

/** Of these, which she may see. */
export async function visiblePeople(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.id))
}
