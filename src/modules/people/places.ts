import type { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { Place, whereaboutsKinds } from './contract.ts'
import { placeRecord } from './records.ts'

export type WhereaboutsKind = (typeof whereaboutsKinds)[number]

/** That a place is known, and of what kind; never the place. */
export interface KnownPlace {
  id: string
  personId: string
  kind: WhereaboutsKind
  createdAt: Date
}

export async function placesOfCase(tx: Tx, caseId: string): Promise<KnownPlace[]> {
  const rows = await tx
    .selectFrom('whereabouts')
    .select(['id', 'person_id', 'kind', 'created_at'])
    .where('case_id', '=', caseId)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    kind: row.kind as WhereaboutsKind,
    createdAt: row.created_at,
  }))
}

/** A place under the person's own key; an earlier one of the same kind stays as it was. */
export async function recordPlace(
  scene: Scene,
  person: { id: string; deskId: string; compartmentId: string; caseId: string | null },
  kind: WhereaboutsKind,
  place: z.input<typeof Place>,
): Promise<string> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  await keys.load([person.compartmentId])
  await tx
    .insertInto('whereabouts')
    .values({
      tenant_id: actor.tenantId,
      id,
      person_id: person.id,
      desk_id: person.deskId,
      compartment_id: person.compartmentId,
      case_id: person.caseId,
      kind,
      created_by: actor.userId,
      place: keys.seal(placeRecord, { id, compartmentId: person.compartmentId, rev: 1 }, place),
    })
    .execute()
  return id
}

/** The place itself, for the one use-case that reveals it with a reason. */
export async function placeToReveal(
  tx: Tx,
  caseId: string,
  placeId: string,
): Promise<KnownPlace & { place: Sealed<Place> }> {
  const row = await tx
    .selectFrom('whereabouts')
    .selectAll()
    .where('id', '=', placeId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return {
    id: row.id,
    personId: row.person_id,
    kind: row.kind as WhereaboutsKind,
    createdAt: row.created_at,
    place: sealedOf(placeRecord, {
      tenantId: row.tenant_id,
      id: row.id,
      compartmentId: row.compartment_id,
      rev: row.rev,
      schema: row.schema_no,
      bytes: row.place,
    }),
  }
}
