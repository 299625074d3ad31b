import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { type CaseForRequest, caseForRequest } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import { type HeldRecord, heldRecords } from './held-records.ts'
import { mayNameOthers } from './policy.ts'
import type { AccessRow, ItemRow } from './store.ts'

type Listed = readonly Pick<ItemRow, 'kind' | 'object_id'>[]

/** What is held and stands on no list yet: the case goes on while somebody reads. */
export async function unlistedRecords(
  scene: Scene,
  row: Pick<AccessRow, 'received_on'>,
  found: Pick<CaseForRequest, 'id' | 'clientId'>,
  listed: Listed,
): Promise<HeldRecord[]> {
  const held = await heldRecords(scene, found, row.received_on)
  if (!held) throw new AppError('refused', 'access_refused_too_many')
  const known = new Set(listed.map((item) => `${item.kind} ${item.object_id}`))
  return held.filter((one) => !known.has(`${one.kind} ${one.objectId}`))
}

/** Writes down every record that is held and not yet listed; answers how many that are. */
export async function listRecords(scene: Scene, row: AccessRow, listed: Listed): Promise<number> {
  const { actor, tx } = scene
  const found = await caseForRequest(scene, row.case_id as string, 'access.work')
  const unlisted = await unlistedRecords(scene, row, found, listed)
  if (unlisted.length === 0) return 0
  const written = await tx
    .insertInto('access_item')
    .values(
      unlisted.map((one) => ({
        tenant_id: actor.tenantId,
        id: crypto.randomUUID(),
        access_id: row.id,
        case_id: found.id,
        desk_id: found.deskId,
        kind: one.kind,
        object_id: one.objectId,
        day: one.day || japanDay(new Date()),
        with_desk: one.withDesk,
        third_party: mayNameOthers(one.kind, one.isHerself),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(written.numInsertedOrUpdatedRows ?? 0n)
}
