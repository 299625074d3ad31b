import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import type { DB } from '../../platform/db/schema.ts'
import { type Tx, together } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import { ageBandOn, type FaceSheet, type Part, type PersonCard } from './contract.ts'
import { kanaKey, nameKeys } from './normalise.ts'
import { phoneKey, wholePhoneKey } from './phone.ts'
import { cardRecord, deskCardRecord, faceRecord, placeRecord } from './records.ts'

export interface NewPerson {
  part: Part
  deskId: string
  /** Null while the consultation stands alone. */
  caseId: string | null
  card: z.input<typeof PersonCard>
  face?: z.input<typeof FaceSheet>
  /** Day on which the age band is counted. */
  day: string
}

export type PersonRow = Selectable<DB['person']>

/** A person with a compartment of her own (each child is protected separately), and the tokens by which she is recognised. */
export async function addPerson(
  scene: Scene,
  person: NewPerson,
): Promise<{ id: string; compartmentId: string }> {
  const { stored, ...made } = await beginPerson(scene, person)
  await stored
  return made
}

/** The same, without waiting for its rows (`Compartments.begin`): `stored` must be awaited with what is written under it. */
export async function beginPerson(
  scene: Scene,
  person: NewPerson,
): Promise<{ id: string; compartmentId: string; stored: Promise<unknown> }> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  const { id: compartmentId, stored } = await keys.begin({
    kind: 'person',
    ownerDeskId: person.deskId,
    ...(person.caseId ? { caseId: person.caseId } : {}),
  })
  const row = { id, compartmentId, rev: 1 }
  const written = tx
    .insertInto('person')
    .values({
      tenant_id: actor.tenantId,
      id,
      desk_id: person.deskId,
      compartment_id: compartmentId,
      case_id: person.caseId,
      part: person.part,
      age_band: ageBandOn(person.day, person.card.birthDate ?? null),
      card: keys.seal(cardRecord, row, person.card),
      desk_card: keys.seal(deskCardRecord, { ...row, compartmentId: person.deskId }, person.card),
      face: person.face ? keys.seal(faceRecord, row, person.face) : null,
    })
    .execute()
  const tokens = insertTokens(scene, id, person.deskId, person.card)
  return { id, compartmentId, stored: together([stored, written, tokens]) }
}

/** Replaces the keyed tokens of a person by those of the card. */
export async function writeTokens(
  scene: Scene,
  personId: string,
  deskId: string,
  card: z.input<typeof PersonCard>,
): Promise<void> {
  await scene.tx.deleteFrom('caller_token').where('person_id', '=', personId).execute()
  await insertTokens(scene, personId, deskId, card)
}

async function insertTokens(
  { actor, tx }: Scene,
  personId: string,
  deskId: string,
  card: z.input<typeof PersonCard>,
): Promise<void> {
  const { vault } = platform()
  const phones = (card.phones ?? []).map((phone) => phoneKey(phone.number)).filter((key) => key !== '')
  const names = nameKeys(card)
  const tokens = [
    ...phones.map((key) => ({
      use: 'phone' as const,
      token: Buffer.from(vault.token(actor.tenantId, 'phone', key)),
    })),
    ...names.map((key) => ({
      use: 'name-and-birth-date' as const,
      token: Buffer.from(vault.token(actor.tenantId, 'name-and-birth-date', key)),
    })),
  ]
  if (tokens.length === 0) return
  await tx
    .insertInto('caller_token')
    .values(
      tokens.map((one) => ({ tenant_id: actor.tenantId, person_id: personId, desk_id: deskId, ...one })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The card as lists and search open it: one key for a whole desk; the person's own where the desk has no copy yet. */
export function listCardOf(
  row: Pick<
    PersonRow,
    'id' | 'tenant_id' | 'desk_id' | 'compartment_id' | 'rev' | 'schema_no' | 'desk_card' | 'card'
  >,
): Sealed<PersonCard> {
  if (!row.desk_card) return cardOf(row)
  return sealedOf(deskCardRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.desk_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.desk_card,
  })
}

export function cardOf(
  row: Pick<PersonRow, 'id' | 'tenant_id' | 'compartment_id' | 'rev' | 'schema_no' | 'card'>,
): Sealed<PersonCard> {
  return sealedOf(cardRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.card,
  })
}

export function faceOf(
  row: Pick<PersonRow, 'id' | 'tenant_id' | 'compartment_id' | 'rev' | 'schema_no' | 'face'>,
): Sealed<FaceSheet> | null {
  if (!row.face) return null
  return sealedOf(faceRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.face,
  })
}

export function placeOf(row: Selectable<DB['whereabouts']>) {
  return sealedOf(placeRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.place,
  })
}

/** What is typed while the telephone rings: a number, or a kana name with a birth date. */
export interface CallerTraits {
  phone?: string | undefined
  kana?: string | undefined
  birthDate?: string | undefined
}

/** Persons of these desks who carry one of the keyed tokens; at most twenty, equality only. */
export async function recognise(
  scene: Scene,
  traits: CallerTraits,
  deskIds: readonly string[],
): Promise<{ id: string; caseId: string | null; part: Part }[]> {
  const { actor, tx } = scene
  const { vault } = platform()
  const phone = wholePhoneKey(traits.phone ?? '')
  const kana = kanaKey(traits.kana ?? '')
  const tokens = [
    ...(phone ? [vault.token(actor.tenantId, 'phone', phone)] : []),
    ...(kana && traits.birthDate
      ? [vault.token(actor.tenantId, 'name-and-birth-date', `${kana}|${traits.birthDate}`)]
      : []),
  ].map((token) => Buffer.from(token))
  if (tokens.length === 0) return []
  const rows = await tx
    .selectFrom('caller_token as t')
    .innerJoin('person as p', (join) =>
      join.onRef('p.tenant_id', '=', 't.tenant_id').onRef('p.id', '=', 't.person_id'),
    )
    .select(['p.id', 'p.case_id', 'p.part'])
    .distinct()
    .where('t.tenant_id', '=', actor.tenantId)
    .where('p.desk_id', '=', sql<string>`any(${[...deskIds]}::uuid[])`)
    .where('t.token', '=', sql<Buffer>`any(${tokens}::bytea[])`)
    .limit(20)
    .execute()
  return rows.map((row) => ({ id: row.id, caseId: row.case_id, part: row.part as Part }))
}

/** Rows of these persons that the asker may see. */
export async function personsById(tx: Tx, ids: readonly string[]): Promise<PersonRow[]> {
  if (ids.length === 0) return []
  return tx
    .selectFrom('person')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
}

/** Corrects a card: her own, the desk's copy, the tokens and the age band. Stale `seen` conflicts. */
export async function changeCard(
  scene: Scene,
  personId: string,
  seen: number,
  card: z.input<typeof PersonCard>,
  day: string,
): Promise<void> {
  const { tx, keys } = scene
  const [row] = await personsById(tx, [personId])
  if (!row) throw new AppError('not-found')
  if (row.rev !== seen) throw new AppError('conflict', 'people_error_conflict', { facts: { rev: row.rev } })
  await keys.load([row.compartment_id])
  const at = { id: row.id, compartmentId: row.compartment_id, rev: seen + 1 }
  const face = faceOf(row)
  const changed = await tx
    .updateTable('person')
    .set({
      rev: at.rev,
      age_band: ageBandOn(day, card.birthDate ?? null),
      card: keys.seal(cardRecord, at, card),
      desk_card: keys.seal(deskCardRecord, { ...at, compartmentId: row.desk_id }, card),
      face: face ? keys.reseal(face, faceRecord, at) : null,
    })
    .where('id', '=', row.id)
    .where('rev', '=', seen)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n)
    throw new AppError('conflict', 'people_error_conflict', { facts: { rev: row.rev } })
  await writeTokens(scene, row.id, row.desk_id, card)
}
