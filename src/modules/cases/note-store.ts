import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { DB } from '../../platform/db/schema.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { CaseRow } from './case-row.ts'
import type { NoteKind } from './codes.ts'
import type { NoteBody } from './contract.ts'
import { noteRecord } from './records.ts'
import {
  newestFirst,
  olderThan,
  type TimelineCursor,
  type TimelineEntry,
  timelineColumns,
} from './timeline.ts'

type NoteRow = Selectable<DB['case_note']>

export function bodyOf(
  row: Pick<NoteRow, 'tenant_id' | 'id' | 'compartment_id' | 'rev' | 'schema_no' | 'body'>,
): Sealed<NoteBody> {
  return sealedOf(noteRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.body,
  })
}

export async function addNote(
  scene: Scene,
  about: Pick<CaseRow, 'id' | 'desk_id' | 'compartment_id'>,
  note: { kind: NoteKind; day: string; body: z.input<typeof NoteBody>; amendsId?: string },
): Promise<string> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  await keys.load([about.compartment_id])
  await tx
    .insertInto('case_note')
    .values({
      tenant_id: actor.tenantId,
      id,
      case_id: about.id,
      desk_id: about.desk_id,
      compartment_id: about.compartment_id,
      kind: note.kind,
      day: note.day,
      author_id: actor.userId,
      amends_id: note.amendsId ?? null,
      body: keys.seal(noteRecord, { id, compartmentId: about.compartment_id, rev: 1 }, note.body),
    })
    .execute()
  return id
}

export async function findNote(tx: Tx, caseId: string, noteId: string): Promise<NoteRow | undefined> {
  return tx
    .selectFrom('case_note')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('id', '=', noteId)
    .executeTakeFirst()
}

const columns = timelineColumns('day', 'created_at')

export async function noteEntries(
  tx: Tx,
  caseId: string,
  before: TimelineCursor | null,
  limit: number,
): Promise<TimelineEntry<NoteBody>[]> {
  const rows = await tx
    .selectFrom('case_note')
    .selectAll()
    .where('case_id', '=', caseId)
    .where(olderThan(columns, before))
    .orderBy(newestFirst(columns))
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
    at: row.created_at,
    byUserId: row.author_id,
    code: row.kind,
    amendsId: row.amends_id,
    body: bodyOf(row),
  }))
}
