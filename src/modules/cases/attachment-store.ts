import type { Tx } from '../../platform/db/tx.ts'
import { type Sealed, SealedBytes, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { CaseRow } from './case-row.ts'
import type { AttachmentLabel } from './contract.ts'
import { labelRecord } from './records.ts'

export type AttachmentForm = 'rendition' | 'original'

/** Only the order of magnitude stands in the open. */
export function sizeBucket(bytes: number): string {
  if (bytes < 100_000) return 'under_100k'
  if (bytes < 1_000_000) return 'under_1m'
  return bytes < 10_000_000 ? 'under_10m' : 'over_10m'
}

interface LabelRow {
  tenant_id: string
  id: string
  compartment_id: string
  rev: number
  schema_no: number
  label: Buffer
}
function labelOf(row: LabelRow): Sealed<AttachmentLabel> {
  return sealedOf(labelRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.label,
  })
}

/** Names and types, never the content. */
export async function attachmentsOf(tx: Tx, caseId: string) {
  const rows = await tx
    .selectFrom('attachment as a')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'a.tenant_id').onRef('u.id', '=', 'a.uploaded_by'),
    )
    .select([
      'a.tenant_id',
      'a.id',
      'a.compartment_id',
      'a.rev',
      'a.schema_no',
      'a.label',
      'a.form',
      'a.created_at',
      'u.display_name',
    ])
    .where('a.case_id', '=', caseId)
    .where('a.removed_at', 'is', null)
    .orderBy('a.created_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    form: row.form as AttachmentForm,
    createdAt: row.created_at,
    by: row.display_name,
    label: labelOf(row),
  }))
}

export async function addAttachment(
  scene: Scene,
  about: Pick<CaseRow, 'id' | 'desk_id' | 'compartment_id'>,
  file: { form: AttachmentForm; label: AttachmentLabel; bytes: Uint8Array },
): Promise<string> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  await keys.load([about.compartment_id])
  const at = { id, compartmentId: about.compartment_id }
  const sealed = keys.sealFile(at, file.bytes)
  await tx
    .insertInto('attachment')
    .values({
      tenant_id: actor.tenantId,
      id,
      case_id: about.id,
      desk_id: about.desk_id,
      compartment_id: about.compartment_id,
      size_bucket: sizeBucket(file.bytes.byteLength),
      form: file.form,
      uploaded_by: actor.userId,
      label: keys.seal(labelRecord, { ...at, rev: 1 }, file.label),
      file_key: sealed.keyWrap,
      content: sealed.bytes,
    })
    .execute()
  return id
}

export async function fileOf(tx: Tx, caseId: string, id: string) {
  const row = await tx
    .selectFrom('attachment')
    .selectAll()
    .where('id', '=', id)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    form: row.form as AttachmentForm,
    label: labelOf(row),
    content: new SealedBytes({
      label: 'attachment.content',
      tenantId: row.tenant_id,
      fileId: row.id,
      compartmentId: row.compartment_id,
      keyWrap: row.file_key,
      bytes: row.content,
    }),
  }
}
