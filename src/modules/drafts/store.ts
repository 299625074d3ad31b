import { type Selectable, sql } from 'kysely'
import type { DB } from '../../platform/db/schema.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { DraftKey } from './contract.ts'
import { draftRecord } from './records.ts'

type DraftRow = Selectable<DB['draft']>

export async function findDraft(scene: Scene, key: DraftKey): Promise<DraftRow | undefined> {
  return scene.tx
    .selectFrom('draft')
    .selectAll()
    .where('user_id', '=', scene.actor.userId)
    .where('kind', '=', key.kind)
    .where('subject_id', '=', key.subjectId)
    .executeTakeFirst()
}

export function contentOf(row: DraftRow) {
  return sealedOf(draftRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.user_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.content,
  })
}

export async function addDraft(scene: Scene, key: DraftKey, form: unknown): Promise<void> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  const added = await tx
    .insertInto('draft')
    .values({
      tenant_id: actor.tenantId,
      id,
      user_id: actor.userId,
      kind: key.kind,
      subject_id: key.subjectId,
      content: keys.seal(draftRecord, { id, compartmentId: actor.userId, rev: 1 }, { form }),
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id', 'kind', 'subject_id']).doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) throw new AppError('conflict', 'drafts_elsewhere')
}

/** Replaces what stood at `row.rev`; another window that saved in between is not overwritten. */
export async function changeDraft(
  scene: Scene,
  row: DraftRow,
  form: unknown,
  isNamed: boolean,
): Promise<void> {
  const { tx, keys } = scene
  const rev = row.rev + 1
  const changed = await tx
    .updateTable('draft')
    .set({
      rev,
      updated_at: sql`now()`,
      content: keys.seal(draftRecord, { id: row.id, compartmentId: row.user_id, rev }, { form }),
      ...(isNamed ? { named_at: sql`now()` } : {}),
    })
    .where('id', '=', row.id)
    .where('rev', '=', row.rev)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new AppError('conflict', 'drafts_elsewhere')
}

/**
 * For the module whose form was sent: what was typed is a record now. Only the revision that the window held goes;
 * what another window has written since comes up again. Without one (no JavaScript) nothing was kept from there.
 */
export async function removeDraft(
  scene: Scene,
  kind: string,
  subjectId: string,
  rev: number | undefined,
): Promise<void> {
  if (!rev) return
  await scene.tx
    .deleteFrom('draft')
    .where('user_id', '=', scene.actor.userId)
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .where('rev', '=', rev)
    .execute()
}

/** My unfinished forms, newest first, without what stands in them. */
export async function draftsOf(
  tx: Tx,
  userId: string,
  kind?: string,
): Promise<{ id: string; kind: string; subjectId: string; updatedAt: Date }[]> {
  const rows = await tx
    .selectFrom('draft')
    .select(['id', 'kind', 'subject_id', 'updated_at'])
    .where('user_id', '=', userId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .orderBy('updated_at', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    updatedAt: row.updated_at,
  }))
}
