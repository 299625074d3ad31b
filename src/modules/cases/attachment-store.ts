import type { Tx } from '../../platform/db/tx.ts'
import type { ReleaseStamp } from '../../platform/documents/released.ts'
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

/** What stands of a file without opening it; the person who put it there may be somebody whose name one may not see. */
function factsOfFiles(tx: Tx, caseId: string) {
  return tx
    .selectFrom('attachment as a')
    .leftJoin('auth.staff_user as u', (join) =>
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
}

type FactsRow = Awaited<ReturnType<ReturnType<typeof factsOfFiles>['executeTakeFirstOrThrow']>>

function factsOf(row: FactsRow) {
  return {
    id: row.id,
    form: row.form as AttachmentForm,
    createdAt: row.created_at,
    by: row.display_name ?? '',
    label: labelOf(row),
  }
}

/** Names and types, never the content. */
export async function attachmentsOf(tx: Tx, caseId: string) {
  const rows = await factsOfFiles(tx, caseId).orderBy('a.created_at', 'desc').limit(100).execute()
  return rows.map(factsOf)
}

const contentLabel = 'attachment.content'

export async function addAttachment(
  scene: Scene,
  about: Pick<CaseRow, 'id' | 'desk_id' | 'compartment_id'>,
  file: { form: AttachmentForm; label: AttachmentLabel; bytes: Uint8Array },
): Promise<string> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  await keys.load([about.compartment_id])
  const at = { id, compartmentId: about.compartment_id }
  const sealed = keys.sealFile({ ...at, label: contentLabel }, file.bytes)
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

async function rowOf(tx: Tx, caseId: string, id: string) {
  return tx
    .selectFrom('attachment')
    .selectAll()
    .where('id', '=', id)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}
type FileRow = NonNullable<Awaited<ReturnType<typeof rowOf>>>

function bytesOf(row: FileRow): SealedBytes {
  return new SealedBytes({
    label: contentLabel,
    tenantId: row.tenant_id,
    fileId: row.id,
    compartmentId: row.compartment_id,
    keyWrap: row.file_key,
    bytes: row.content,
  })
}

/** What is said of a file; nothing of what is in it. */
export async function factsOfFile(tx: Tx, caseId: string, id: string) {
  const row = await factsOfFiles(tx, caseId).where('a.id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const { id: attachmentId, ...facts } = factsOf(row)
  return { attachmentId, ...facts }
}

/** A picture that was made anew, to be shown on a page; of anything else there is none. */
export async function pictureOf(tx: Tx, caseId: string, id: string) {
  const row = await rowOf(tx, caseId, id)
  return row?.form === 'rendition' ? { label: labelOf(row), content: bytesOf(row) } : undefined
}

/** A file as it is kept. Whoever asks brings the stamp of the output gate: there is no other way to these bytes. */
export async function originalOf(
  scene: Scene,
  { caseId, attachmentId }: { caseId: string; attachmentId: string },
  _stamp: ReleaseStamp,
): Promise<SealedBytes | null> {
  const row = await rowOf(scene.tx, caseId, attachmentId)
  return row ? bytesOf(row) : null
}
