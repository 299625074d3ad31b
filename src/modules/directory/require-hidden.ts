import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { type Body, findBody } from './body-store.ts'
import type { BodyFields } from './contract.ts'
import { contactRolesOf, desksOfBodies, findDesk } from './desk-store.ts'
import {
  type FieldFault,
  whyNotDeskInTheOpen,
  whyNotInTheOpen,
  whyNotRoleInTheOpen,
} from './facility-policy.ts'

/** Throws the field's own sentence. */
export function refuseInTheOpen(fault: FieldFault | null): void {
  if (fault) throw new AppError('invalid', 'error_invalid', { fields: { [fault.field]: fault.key } })
}

/** A body that becomes a facility first loses what stands of it in the open: numbers, remarks, telling names, windows. */
export async function requireNothingLeft(tx: Tx, before: Body, fields: BodyFields): Promise<void> {
  refuseInTheOpen(whyNotInTheOpen(fields))
  if (fields.kind !== 'facility' || before.kind === 'facility') return
  const desks = await desksOfBodies(tx, [before.id])
  const roles = (await Promise.all(desks.map((desk) => contactRolesOf(tx, desk.id)))).flat()
  const windows = await tx
    .selectFrom('public_window')
    .select('id')
    .where('body_id', '=', before.id)
    .limit(1)
    .execute()
  const isLeft =
    windows.length > 0 ||
    desks.some((desk) => whyNotDeskInTheOpen(desk, 'facility') !== null) ||
    roles.some((role) => whyNotRoleInTheOpen(role, true) !== null)
  if (isLeft) refuseInTheOpen({ field: 'kind', key: 'directory_facility_left' })
}

export async function isFacilityDesk(tx: Tx, deskId: string): Promise<boolean> {
  const desk = await findDesk(tx, deskId)
  return desk.kind === 'facility' || (await findBody(tx, desk.bodyId)).kind === 'facility'
}
