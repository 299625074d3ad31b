import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import type { Sealed } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import { ageBandOn, type FaceSheet, type Part, type PersonCard } from './contract.ts'
import { cardRecord, deskCardRecord, faceRecord } from './records.ts'
import { cardOf, faceOf, listCardOf, writeTokens } from './store.ts'

export interface CasePerson {
  id: string
  part: Part
  deskId: string
  compartmentId: string
  caseId: string | null
  ageBand: string | null
  rev: number
  /** Rows said to be the same person; see `onePerPerson`. */
  sameIds: string[]
  card: Sealed<PersonCard>
  face: Sealed<FaceSheet> | null
}

function personOf(row: Awaited<ReturnType<typeof rowsOfCase>>[number]): CasePerson {
  return {
    id: row.id,
    part: row.part as Part,
    deskId: row.desk_id,
    compartmentId: row.compartment_id,
    caseId: row.case_id,
    ageBand: row.age_band,
    rev: row.rev,
    sameIds: row.same_ids,
    card: cardOf(row),
    face: faceOf(row),
  }
}

const sameIds = sql<string[]>`array(
  select case when s.person_id = person.id then s.other_id else s.person_id end
  from same_person s where person.id in (s.person_id, s.other_id) and s.unsaid_at is null limit 100)`

function rowsOfCase(tx: Tx, caseId: string) {
  return tx
    .selectFrom('person')
    .selectAll()
    .select(sameIds.as('same_ids'))
    .where('case_id', '=', caseId)
    .orderBy('created_at')
    .limit(100)
    .execute()
}

/** Everybody on a case, each under a key of her or his own. */
export async function peopleOfCase(tx: Tx, caseId: string): Promise<CasePerson[]> {
  return (await rowsOfCase(tx, caseId)).map(personOf)
}

export async function personForEdit(tx: Tx, personId: string): Promise<CasePerson> {
  const row = await tx
    .selectFrom('person')
    .selectAll()
    .select(sameIds.as('same_ids'))
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return personOf(row)
}

/** Birth dates and parts of everybody on a case, for the retention date. */
export async function cardsOfCase(
  tx: Tx,
  caseId: string,
): Promise<{ part: Part; card: Sealed<PersonCard> }[]> {
  return (await peopleOfCase(tx, caseId)).map(({ part, card }) => ({ part, card }))
}

/** The cards that a list shows, by person; one key for a whole desk. */
export async function listCards(
  tx: Tx,
  personIds: readonly string[],
): Promise<Map<string, Sealed<PersonCard>>> {
  if (personIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('person')
    .select(['tenant_id', 'id', 'desk_id', 'compartment_id', 'rev', 'schema_no', 'card', 'desk_card'])
    .where('id', '=', sql<string>`any(${[...new Set(personIds)]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, listCardOf(row)]))
}

/** The client's card of one case; null where the case is not mine. */
export async function listCardOfClient(tx: Tx, caseId: string): Promise<Sealed<PersonCard> | null> {
  const row = await tx
    .selectFrom('person')
    .select(['tenant_id', 'id', 'desk_id', 'compartment_id', 'rev', 'schema_no', 'card', 'desk_card'])
    .where('id', '=', (where) => where.selectFrom('case_').select('client_id').where('case_.id', '=', caseId))
    .executeTakeFirst()
  return row ? listCardOf(row) : null
}

/** New contents of card and face sheet over the revision the person saw; somebody else's newer one is not overwritten. */
export async function editPerson(
  scene: Scene,
  edit: {
    personId: string
    rev: number
    card: z.input<typeof PersonCard>
    face: z.input<typeof FaceSheet>
    day: string
  },
): Promise<CasePerson> {
  const { tx, keys } = scene
  const before = await personForEdit(tx, edit.personId)
  if (before.rev !== edit.rev)
    throw new AppError('conflict', 'error_conflict', { facts: { rev: before.rev } })
  await keys.load([before.compartmentId])
  const row = { id: before.id, compartmentId: before.compartmentId, rev: edit.rev + 1 }
  const changed = await tx
    .updateTable('person')
    .set({
      rev: row.rev,
      age_band: ageBandOn(edit.day, edit.card.birthDate ?? null),
      card: keys.seal(cardRecord, row, edit.card),
      desk_card: keys.seal(deskCardRecord, { ...row, compartmentId: before.deskId }, edit.card),
      face: keys.seal(faceRecord, row, edit.face),
    })
    .where('id', '=', before.id)
    .where('rev', '=', edit.rev)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new AppError('conflict')
  await writeTokens(scene, before.id, before.deskId, edit.card)
  return before
}

/** After a case has come from another desk: the cards under our own key, so that our lists cost one key again. */
export async function renewDeskCards(scene: Scene, caseId: string): Promise<void> {
  const rows = await scene.tx
    .selectFrom('person')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('desk_card', 'is', null)
    .limit(100)
    .execute()
  if (rows.length === 0) return
  await scene.keys.load(rows.map((row) => row.compartment_id))
  for (const row of rows) {
    const deskCard = scene.keys.reseal(cardOf(row), deskCardRecord, {
      id: row.id,
      compartmentId: row.desk_id,
      rev: row.rev,
    })
    await scene.tx.updateTable('person').set({ desk_card: deskCard }).where('id', '=', row.id).execute()
  }
}
