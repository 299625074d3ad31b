import type { Selectable } from 'kysely'
import type { DB } from '../../platform/db/schema.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { type NewNotice, notify } from '../../platform/notices.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { ApprovalMode } from './codes.ts'
import { askedRecord, commentRecord } from './records.ts'
import {
  dayOf,
  newestFirst,
  olderThan,
  type TimelineCursor,
  type TimelineEntry,
  timelineColumns,
} from './timeline.ts'

export type ApprovalRow = Selectable<DB['approval']>
export interface Words {
  text: string
}

export interface NewApproval {
  caseId: string | null
  deskId: string
  compartmentId: string
  /** closing, disclosure, protection … */
  kind: string
  /** The row that is to be approved. */
  subjectId: string
  /** afterwards (後閲): the act is done already, the approver sees it later. */
  mode?: ApprovalMode
  reason?: string | undefined
  /** What is asked for, as a code. */
  code?: string
  /** Something was still open, and the reason says why. */
  acceptsOpen?: boolean
}

/** Asks for a decision (決裁を求める). */
export async function askForApproval(scene: Scene, asked: NewApproval): Promise<string> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  await keys.load([asked.compartmentId])
  await tx
    .insertInto('approval')
    .values({
      tenant_id: actor.tenantId,
      id,
      case_id: asked.caseId,
      desk_id: asked.deskId,
      compartment_id: asked.compartmentId,
      kind: asked.kind,
      subject_id: asked.subjectId,
      mode: asked.mode ?? 'regular',
      asked_by: actor.userId,
      subject_code: asked.code ?? null,
      accepts_open: asked.acceptsOpen ?? false,
      reason: asked.reason
        ? keys.seal(askedRecord, { id, compartmentId: asked.compartmentId, rev: 1 }, { text: asked.reason })
        : null,
    })
    .execute()
  await tellOfApproval(scene, 'approval.asked', { deskId: asked.deskId }, { id, ...asked })
  return id
}

/** The decision is made on the page of the case, where there is one. */
export function tellOfApproval(
  scene: Scene,
  kind: 'approval.asked' | 'approval.decided',
  to: NewNotice['to'],
  { id, caseId, compartmentId }: { id: string; caseId: string | null; compartmentId: string },
): Promise<void> {
  const object = caseId ? { objectType: 'case', objectId: caseId } : { objectType: 'approval', objectId: id }
  return notify(scene, [{ to, kind, ...object, compartmentId }])
}

function sealedWords(kind: typeof askedRecord, row: ApprovalRow, bytes: Buffer | null): Sealed<Words> | null {
  return bytes
    ? sealedOf(kind, {
        tenantId: row.tenant_id,
        id: row.id,
        compartmentId: row.compartment_id,
        rev: 1,
        schema: row.schema_no,
        bytes,
      })
    : null
}
export const askedWords = (row: ApprovalRow) => sealedWords(askedRecord, row, row.reason)
export const decidedWords = (row: ApprovalRow) => sealedWords(commentRecord, row, row.comment)

export async function findApproval(tx: Tx, id: string): Promise<ApprovalRow | undefined> {
  return tx.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function openApprovals(tx: Tx, caseId: string): Promise<ApprovalRow[]> {
  return tx
    .selectFrom('approval')
    .selectAll()
    .where('case_id', '=', caseId)
    .where((where) =>
      where.or([
        where('state', '=', 'asked'),
        where.and([where('mode', '<>', 'regular'), where('seen_at', 'is', null)]),
      ]),
    )
    .orderBy('asked_at')
    .limit(50)
    .execute()
}

const columns = timelineColumns(dayOf('asked_at'), 'asked_at')

/** One entry per approval, on the day it was asked for, with what became of it. */
export async function approvalEntries(
  tx: Tx,
  caseId: string,
  before: TimelineCursor | null,
  limit: number,
): Promise<TimelineEntry<Words>[]> {
  const rows = await tx
    .selectFrom('approval')
    .selectAll()
    .select(dayOf('asked_at').as('day'))
    .where('case_id', '=', caseId)
    .where(olderThan(columns, before))
    .orderBy(newestFirst(columns))
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
    at: row.asked_at,
    byUserId: row.asked_by,
    aboutUserId: row.decided_by,
    code: `${row.kind}.${row.state}.${row.mode}`,
    body: askedWords(row),
  }))
}
