import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { type GrantColumns, grantOf } from '../../platform/grant-rows.ts'
import type { FileKey, GrantRow, SealedDocument } from '../../platform/vault/index.ts'

const fileKey = 'attachment.file_key'
/** A wrap; behind it the database puts the id of the key inside. */
const wrapBytes = 90

/** Every grant of the case's own compartments; from here on nobody writes under them until the transaction ends. */
export async function grantsToReplace(tx: Tx, caseId: string): Promise<GrantRow[]> {
  const { rows } = await sql<GrantColumns>`select * from auth.case_grants_to_renew(${caseId})`.execute(tx)
  return rows.map(grantOf)
}

interface DocumentColumns {
  compartment_id: string
  label: string
  id: string
  rev: number
  schema_no: number
  bytes: Buffer
}

/** Everything that lies under them. */
export async function documentsToReplace(
  tx: Tx,
  tenantId: string,
  caseId: string,
): Promise<{ documents: SealedDocument[]; files: FileKey[] }> {
  const { rows } = await sql<DocumentColumns>`
    select * from auth.case_documents_to_renew(${caseId})`.execute(tx)
  const isFile = (row: DocumentColumns) => row.label === fileKey
  return {
    documents: rows
      .filter((row) => !isFile(row))
      .map((row) => ({
        tenantId,
        label: row.label,
        rowId: row.id,
        scope: 'compartment' as const,
        compartmentId: row.compartment_id,
        rev: row.rev,
        schema: row.schema_no,
        bytes: row.bytes,
      })),
    files: rows.filter(isFile).map((row) => ({
      file: { tenantId, fileId: row.id, compartmentId: row.compartment_id },
      keyWrap: row.bytes.subarray(0, wrapBytes),
      keyId: row.bytes.subarray(wrapBytes),
    })),
  }
}

/** Answers how many were put; each in the place of the one it was made from. */
export async function putGrants(
  tx: Tx,
  caseId: string,
  before: readonly GrantRow[],
  after: readonly GrantRow[],
): Promise<number> {
  const name = (one: GrantRow) => `${one.compartmentId} ${one.deskId}`
  const oldMacs = new Map(before.map((one) => [name(one), Buffer.from(one.mac)]))
  const { rows } = await sql<{ put: number }>`
    select auth.put_case_keys(${caseId}, ${after.map((one) => one.compartmentId)}::uuid[],
      ${after.map((one) => one.deskId)}::uuid[], ${after.map((one) => one.epoch)}::integer[],
      ${after.map((one) => oldMacs.get(name(one)))}::bytea[],
      ${after.map((one) => Buffer.from(one.keyId))}::bytea[], ${after.map((one) => Buffer.from(one.wrap))}::bytea[],
      ${after.map((one) => Buffer.from(one.mac))}::bytea[]) as put`.execute(tx)
  return rows[0]?.put ?? 0
}

export async function putDocuments(
  tx: Tx,
  caseId: string,
  documents: readonly { label: string; rowId: string; bytes: Uint8Array }[],
): Promise<number> {
  const { rows } = await sql<{ put: number }>`
    select auth.put_case_documents(${caseId}, ${documents.map((one) => one.label)}::text[],
      ${documents.map((one) => one.rowId)}::uuid[],
      ${documents.map((one) => Buffer.from(one.bytes))}::bytea[]) as put`.execute(tx)
  return rows[0]?.put ?? 0
}

export const fileKeyLabel = fileKey
