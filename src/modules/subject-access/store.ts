import type { Selectable } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import type { DB } from '../../platform/db/schema.ts'
import { AppError } from '../../platform/errors.ts'
import type { Permission } from '../../platform/permissions.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { AccessState, AccessWords, Choice, ItemKind, Requester } from './contract.ts'
import { accessRecord } from './records.ts'

export type AccessRow = Selectable<DB['access_request']> & { state: AccessState; requester: Requester }

/** The request, with its key within reach; `not-found` where it is absent, another desk's, or about a hidden case. */
export async function accessFor(
  scene: Scene,
  permission: Permission,
  id: string,
  use: 'change' | 'look' = 'change',
): Promise<AccessRow> {
  const row = await scene.tx
    .selectFrom('access_request')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', id)
    // Two who go on with it at once go one after the other; who looks waits for nobody.
    .$if(use === 'change', (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  if (!desksFor(scene.actor, permission).includes(row.desk_id)) {
    const isMyDesk = scene.actor.seats.some((seat) => seat.deskId === row.desk_id)
    throw new AppError(isMyDesk ? 'forbidden' : 'not-found')
  }
  await scene.keys.load([row.compartment_id])
  return row as AccessRow
}

export function wordsOf(row: AccessRow): Sealed<AccessWords> {
  return sealedOf(accessRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    // Written once.
    rev: 1,
    schema: row.schema_no,
    bytes: row.words,
  })
}

export function refuseUnless(row: AccessRow, ...states: readonly AccessState[]): void {
  if (!states.includes(row.state)) throw new AppError('conflict', 'access_moved_on')
}

export type AccessChange = Partial<
  Pick<
    Selectable<DB['access_request']>,
    | 'state'
    | 'due_on'
    | 'extended_on'
    | 'proofs'
    | 'asked_herself'
    | 'identified_by'
    | 'identified_at'
    | 'proposed_by'
    | 'decided_by'
    | 'decided_at'
    | 'ended_by'
    | 'ended_at'
    | 'release_id'
  >
>

export async function changeAccess(
  { actor, tx }: Scene,
  row: AccessRow,
  change: AccessChange,
): Promise<void> {
  await tx
    .updateTable('access_request')
    .set((of) => ({ ...change, turn: of('turn', '+', 1) }))
    .where('tenant_id', '=', actor.tenantId)
    .where('id', '=', row.id)
    .execute()
}

export interface ItemRow {
  id: string
  kind: ItemKind
  object_id: string
  day: string
  with_desk: string | null
  third_party: boolean
  choice: Choice | null
  ground: number | null
  proposed_by: string | null
}

export const mostItems = 3000

export async function itemsOf({ actor, tx }: Scene, accessId: string): Promise<ItemRow[]> {
  const rows = await tx
    .selectFrom('access_item')
    .select(['id', 'kind', 'object_id', 'day', 'with_desk', 'third_party', 'choice', 'ground', 'proposed_by'])
    .where('tenant_id', '=', actor.tenantId)
    .where('access_id', '=', accessId)
    .orderBy('day')
    .orderBy('kind')
    .orderBy('id')
    .limit(mostItems)
    .execute()
  return rows as ItemRow[]
}
