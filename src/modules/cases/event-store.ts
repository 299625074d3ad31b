import type { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { CaseEventKind } from './codes.ts'
import type { EventReason } from './contract.ts'
import { reasonRecord } from './records.ts'
import {
  newestFirst,
  olderThan,
  type TimelineCursor,
  type TimelineEntry,
  timelineColumns,
} from './timeline.ts'

export interface NewCaseEvent {
  caseId: string
  deskId: string
  compartmentId: string
  kind: CaseEventKind
  /** What it is about: a user, a desk, a person, a consultation, a request. */
  objectId?: string
  /** The state it led to. */
  toState?: string
  /** In words; sealed. Or words that stand sealed elsewhere in the case, taken over unread. */
  reason?: string | Sealed<{ text: string }> | null | undefined
  /** Reading about a case is an event too, but no movement of it. */
  isMovement?: boolean
}

/** Puts an event on the case's timeline and marks the case as moved. */
export async function addCaseEvent(scene: Scene, event: NewCaseEvent): Promise<string> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  if (event.reason) await keys.load([event.compartmentId])
  await tx
    .insertInto('case_event')
    .values({
      tenant_id: actor.tenantId,
      id,
      case_id: event.caseId,
      desk_id: event.deskId,
      compartment_id: event.compartmentId,
      kind: event.kind,
      actor_id: actor.userId,
      object_id: event.objectId ?? null,
      to_state: event.toState ?? null,
      reason: event.reason
        ? sealedReason(keys, event.reason, { id, compartmentId: event.compartmentId })
        : null,
    })
    .execute()
  if (event.isMovement !== false) await markMoved(scene, event.caseId)
  return id
}

function sealedReason(
  keys: Scene['keys'],
  reason: string | Sealed<{ text: string }>,
  at: { id: string; compartmentId: string },
): Buffer {
  const row = { ...at, rev: 1 }
  return typeof reason === 'string'
    ? keys.seal(reasonRecord, row, { text: reason })
    : keys.reseal(reason, reasonRecord, row)
}

/** What begins on a case and is not yet known to it: throws where it was closed meanwhile, and else keeps it from being so. */
export async function markMovedIfOpen(scene: Pick<Scene, 'actor' | 'tx'>, caseId: string): Promise<void> {
  const moved = await scene.tx
    .updateTable('case_')
    .set({ moved_at: new Date() })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', caseId)
    .where('status', '<>', 'closed')
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) throw new AppError('refused', 'cases_refused_closed')
}

/** Something happened: the case is no longer quiet. */
export async function markMoved(scene: Pick<Scene, 'actor' | 'tx'>, caseId: string): Promise<void> {
  await scene.tx
    .updateTable('case_')
    .set({ moved_at: new Date() })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', caseId)
    .execute()
}

const columns = timelineColumns('day', 'at')

export async function eventEntries(
  tx: Tx,
  caseId: string,
  before: TimelineCursor | null,
  limit: number,
): Promise<TimelineEntry<z.output<typeof EventReason>>[]> {
  const rows = await tx
    .selectFrom('case_event')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '<>', 'handed_over')
    .where(olderThan(columns, before))
    .orderBy(newestFirst(columns))
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
    at: row.at,
    byUserId: row.actor_id,
    code: row.to_state ? `${row.kind}.${row.to_state}` : row.kind,
    ...(row.kind === 'transferred'
      ? { aboutDeskId: row.object_id }
      : isAboutStaff.has(row.kind)
        ? { aboutUserId: row.object_id }
        : {}),
    body: row.reason
      ? sealedOf(reasonRecord, {
          tenantId: row.tenant_id,
          id: row.id,
          compartmentId: row.compartment_id,
          rev: 1,
          schema: row.schema_no,
          bytes: row.reason,
        })
      : null,
  }))
}

const isAboutStaff = new Set<string>(['assigned', 'blocked', 'block_lifted'])
