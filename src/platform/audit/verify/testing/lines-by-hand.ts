import { createHash } from 'node:crypto'
import type { TestPerson } from '../../../testing/office.ts'
import type { Statements } from '../../log/seal-round.ts'
import type { KeyedBy, WritingLine } from '../../written.ts'
import { leaveNote } from './leave-note.ts'

/** Of the document of a note that somebody left. */
export const label = 'handover_note.note'

export interface Left {
  id: string
  bytes: Buffer
  contentHash: Buffer
}

/** A note that she leaves, with the hash that its line carries. */
export async function leftNote(
  superuser: Statements,
  person: TestPerson,
  deskId: string,
  { id = crypto.randomUUID(), rev = 1 }: { id?: string | undefined; rev?: number | undefined } = {},
): Promise<Left> {
  await leaveNote(person, { id, deskId, name: `version ${rev}`, rev })
  const { rows } = await superuser.query<Left>(
    `select n.id, n.note as bytes, e.content_hash as "contentHash" from handover_note n
     join audit.event e on e.object_id = n.id where n.id = $1 order by e.seq desc limit 1`,
    [id],
  )
  return rows[0] as Left
}

/** The hash of her line, or of one that wrote nothing, as the release before made it. */
export function untimed(vault: KeyedBy, { tenantId, action, actorId }: WritingLine, note?: Left): Buffer {
  const nonce = Buffer.from(crypto.randomUUID().replaceAll('-', ''), 'hex')
  const places = note
    ? [
        label,
        Buffer.from(note.id.replaceAll('-', ''), 'hex'),
        createHash('sha256').update(note.bytes).digest(),
      ]
    : []
  const mac = vault.macWriting(tenantId, [nonce, action, actorId ?? '', ...places])
  return Buffer.concat([Buffer.from([2]), nonce, mac])
}

/** As the first start of the release before left it. */
export async function beginUntimed(superuser: Statements, vault: KeyedBy): Promise<void> {
  const line = { tenantId: null, action: 'record.keyed', actorId: null }
  await superuser.query(
    `insert into audit.event (action, object_type, purpose, result, content_hash)
     values ('record.keyed', 'root-secret', 'administration', 'ok', $1)`,
    [untimed(vault, line)],
  )
}

/** Says that this is what she wrote there last; answers the line. `at`: when, as the line has it. */
export async function addLine(
  superuser: Statements,
  { tenantId, userId }: { tenantId: string; userId: string },
  { id, bytes, contentHash }: { id: string; bytes: Uint8Array; contentHash: Uint8Array },
  at = new Date(),
): Promise<number> {
  const { rows } = await superuser.query<{ seq: number }>(
    `with line as (
       insert into audit.event (tenant_id, actor_id, action, object_type, object_id, purpose, result, content_hash, at)
       values ($1, $2, 'verify-test.leave', 'handover_note', $3, 'support', 'ok', $4, $7) returning seq)
     insert into audit.written (tenant_id, seq, label, row_id, hash)
     select $1, seq, $5, $3, sha256($6) from line returning seq::float8 as seq`,
    [tenantId, userId, id, contentHash, label, bytes, at],
  )
  return rows[0]?.seq ?? 0
}
