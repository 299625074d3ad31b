import type { Scene } from '../../platform/use-case.ts'
import type { Part } from './contract.ts'
import { cardRecord, deskCardRecord, faceRecord, placeRecord } from './records.ts'
import { cardOf, faceOf, listCardOf, type PersonRow, placeOf } from './store.ts'

export interface NewHome {
  caseId: string
  deskId: string
  /** Who she is in that case, where it is not the client. */
  part?: Part | undefined
}

/**
 * Puts a person into a case. Her compartment stays her own and from now on counts as the case's, so that a block on the
 * case covers her; at another desk she gets a new compartment, and nobody of the old desk opens her any more.
 * Nothing is read on the way.
 */
export async function movePerson(scene: Scene, personId: string, home: NewHome): Promise<void> {
  const { tx } = scene
  const row = await tx.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirstOrThrow()
  const isSameDesk = row.desk_id === home.deskId
  if (!isSameDesk) await changeDesk(scene, row, home)
  else await scene.keys.joinCase(row.compartment_id, home.caseId)
  for (const table of ['person', 'whereabouts'] as const)
    await tx
      .updateTable(table)
      .set({
        case_id: home.caseId,
        desk_id: home.deskId,
        ...(table === 'person' && home.part ? { part: home.part } : {}),
      })
      .where(table === 'person' ? 'id' : 'person_id', '=', personId)
      .execute()
  if (!isSameDesk)
    await tx
      .updateTable('caller_token')
      .set({ desk_id: home.deskId })
      .where('person_id', '=', personId)
      .execute()
}

async function changeDesk(scene: Scene, row: PersonRow, home: NewHome): Promise<void> {
  const { tx, keys } = scene
  await keys.load([row.compartment_id])
  const compartmentId = await keys.create({ kind: 'person', ownerDeskId: home.deskId, caseId: home.caseId })
  const at = { id: row.id, compartmentId, rev: row.rev }
  const face = faceOf(row)
  const places = await tx.selectFrom('whereabouts').selectAll().where('person_id', '=', row.id).execute()
  for (const place of places)
    await tx
      .updateTable('whereabouts')
      .set({
        compartment_id: compartmentId,
        place: keys.reseal(placeOf(place), placeRecord, { id: place.id, compartmentId, rev: place.rev }),
      })
      .where('id', '=', place.id)
      .execute()
  await tx
    .updateTable('person')
    .set({
      compartment_id: compartmentId,
      card: keys.reseal(cardOf(row), cardRecord, at),
      desk_card: keys.reseal(listCardOf(row), deskCardRecord, { ...at, compartmentId: home.deskId }),
      face: face ? keys.reseal(face, faceRecord, at) : null,
    })
    .where('id', '=', row.id)
    .execute()
  await tx.deleteFrom('auth.compartment').where('id', '=', row.compartment_id).execute()
}
