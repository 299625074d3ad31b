import { type RawBuilder, type Selectable, sql } from 'kysely'
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
  // Two who go on with it at once go one after the other; who looks waits for nobody.
  if (use === 'change') await sql`select auth.hold_access(${id})`.execute(scene.tx)
  const row = await scene.tx
    .selectFrom('access_request')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', id)
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

const refusals: Readonly<Record<string, AppError>> = {
  moved: new AppError('conflict', 'access_moved_on'),
  own: new AppError('refused', 'access_refused_second_person'),
  unasked: new AppError('refused', 'access_refused_end_unasked'),
  own_end: new AppError('refused', 'access_refused_end_own'),
  unanswered: new AppError('refused', 'access_refused_not_whole'),
  unchanged: new AppError('conflict', 'access_refused_unchanged'),
}

/**
 * The database takes the step, and asks once more who does (migrations/0200). `changed`: what is said where a record is no
 * longer what it was.
 */
export async function takeStep(
  { tx }: Scene,
  step: RawBuilder<string>,
  changed = 'access_moved_on',
): Promise<void> {
  const { rows } = await sql<{ verdict: string }>`select ${step} as verdict`.execute(tx)
  const verdict = rows[0]?.verdict ?? 'absent'
  if (verdict === 'changed') throw new AppError('conflict', changed)
  if (verdict !== 'done') throw refusals[verdict] ?? new AppError('not-found')
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
  /** Everybody who ever put an answer to it. */
  proposers: string[]
  /** Of the record, as it stood when its answer was put; null where none was, or before versions were kept. */
  version: string | null
}

export const mostItems = 3000

export async function itemsOf({ actor, tx }: Scene, accessId: string): Promise<ItemRow[]> {
  const rows = await tx
    .selectFrom('access_item')
    .select(['id', 'kind', 'object_id', 'day', 'with_desk', 'third_party', 'choice', 'ground'])
    .select(['proposed_by', 'proposers', 'version'])
    .where('tenant_id', '=', actor.tenantId)
    .where('access_id', '=', accessId)
    .orderBy('day')
    .orderBy('kind')
    .orderBy('id')
    .limit(mostItems)
    .execute()
  return rows as ItemRow[]
}

/** Which version of each record stands now, by item (migrations/0251). */
export async function versionsNow({ tx }: Scene, accessId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ item_id: string; version: string }>`
    select * from auth.access_versions(${accessId})`.execute(tx)
  return new Map(rows.map((row) => [row.item_id, row.version]))
}
