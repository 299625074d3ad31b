import type { Tx } from '../../platform/db/tx.ts'
import {
  type NetworkKey,
  type ReferenceBody,
  type ReferenceWindow,
  referenceNationalWindows,
  referenceNetwork,
} from './reference-network.ts'

/** The part of a scene that founding needs: set-up and the sample have no more. */
export interface FoundingScene {
  tx: Tx
  actor: { tenantId: string }
}

export interface FoundedNetwork {
  /** Ids of this tenant by the ids of the reference file. */
  bodies: ReadonlyMap<string, string>
  desks: ReadonlyMap<string, string>
  windows: ReadonlyMap<string, string>
}

/**
 * Copies a reference network into the caller's tenant: bodies, desks (without keys: members found those), contact
 * roles, public windows. Runs in the caller's transaction, as an administrator of the tenant.
 */
export async function foundNetwork(scene: FoundingScene, key: NetworkKey): Promise<FoundedNetwork> {
  const network = referenceNetwork(key)
  const bodies = idsOf(network.bodies)
  const desks = idsOf(network.bodies.flatMap((body) => body.desks))
  await insertBodies(scene, network.bodies, bodies, network.guidelineSource)
  await insertDesks(scene, network.bodies, bodies, desks)
  const windows = [...network.windows, ...referenceNationalWindows()]
  const windowIds = idsOf(windows)
  await insertWindows(scene, windows, bodies, windowIds)
  return { bodies, desks, windows: windowIds }
}

type Ids = ReadonlyMap<string, string>

function idsOf(named: readonly { id: string }[]): Ids {
  return new Map(named.map((one) => [one.id, crypto.randomUUID()]))
}

function idIn(ids: Ids, referenceId: string): string {
  const id = ids.get(referenceId)
  if (!id) throw new Error(`the reference network names ${referenceId} nowhere`)
  return id
}

async function insertBodies(
  { tx, actor }: FoundingScene,
  bodies: readonly ReferenceBody[],
  ids: Ids,
  guidelineSource: string,
): Promise<void> {
  await tx
    .insertInto('body')
    .values(
      bodies.map((body, index) => ({
        tenant_id: actor.tenantId,
        id: idIn(ids, body.id),
        kind: body.kind,
        type_code: body.type,
        bureau: body.bureau,
        name: body.name,
        name_kana: body.kana,
        duty_ground: body.dutyGround,
        duty_source: body.dutyGround === 'local_guideline' ? guidelineSource : '',
        is_outside_municipality: body.outside,
        sort: (index + 1) * 10,
      })),
    )
    .execute()
}

async function insertDesks(
  { tx, actor }: FoundingScene,
  bodies: readonly ReferenceBody[],
  bodyIds: Ids,
  deskIds: Ids,
): Promise<void> {
  const desks = bodies.flatMap((body) => body.desks.map((desk) => ({ ...desk, bodyId: body.id })))
  const tenant = { tenant_id: actor.tenantId }
  await tx
    .insertInto('auth.desk')
    .values(desks.map((desk) => ({ ...tenant, id: idIn(deskIds, desk.id), kind: desk.terminal })))
    .execute()
  await tx
    .insertInto('desk_entry')
    .values(
      desks.map((desk, index) => ({
        ...tenant,
        desk_id: idIn(deskIds, desk.id),
        body_id: idIn(bodyIds, desk.bodyId),
        name: desk.name,
        kind: desk.kind,
        sort: (index + 1) * 10,
      })),
    )
    .execute()
  await tx
    .insertInto('contact_role')
    .values(
      desks.flatMap((desk) =>
        desk.contactRoles.map((title, index) => ({
          ...tenant,
          id: crypto.randomUUID(),
          desk_id: idIn(deskIds, desk.id),
          title,
          sort: (index + 1) * 10,
        })),
      ),
    )
    .execute()
}

async function insertWindows(
  { tx, actor }: FoundingScene,
  windows: readonly ReferenceWindow[],
  bodyIds: Ids,
  windowIds: Ids,
): Promise<void> {
  await tx
    .insertInto('public_window')
    .values(
      windows.map((window, index) => ({
        tenant_id: actor.tenantId,
        id: idIn(windowIds, window.id),
        body_id: window.bodyId ? idIn(bodyIds, window.bodyId) : null,
        name: window.name,
        hours: window.hours,
        phone: window.phone,
        languages: window.languages,
        who_may_use: window.whoMayUse,
        note: window.note,
        owner: window.owner,
        is_published: window.published,
        sort: (index + 1) * 10,
      })),
    )
    .execute()
}
