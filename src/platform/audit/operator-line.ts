import type { Statements } from './log/seal-round.ts'
import { hashOfWritten, type KeyedBy, type Written } from './written.ts'

export interface OperatorLine {
  /** Null = about the instance. */
  tenantId: string | null
  action: string
  objectType: string
  objectId?: string
}

/** What no session did: a start, a rotation. As `yorube_definer`, in the transaction of what it did. */
export async function recordByOperator(
  db: Statements,
  vault: KeyedBy,
  { tenantId, action, objectType, objectId }: OperatorLine,
  written: readonly Written[],
): Promise<void> {
  await db.query(
    `with line as (
       insert into audit.event (tenant_id, action, object_type, object_id, purpose, result, content_hash)
       values ($1, $2, $3, $4, 'administration', 'ok', $5) returning seq)
     insert into audit.written (tenant_id, seq, label, row_id, hash)
     select $1, line.seq, n.label, n.row_id, n.hash
     from line, unnest($6::text[], $7::uuid[], $8::bytea[]) as n (label, row_id, hash)`,
    [
      tenantId,
      action,
      objectType,
      objectId ?? null,
      hashOfWritten(vault, { tenantId, action, actorId: null }, written),
      written.map((one) => one.label),
      written.map((one) => one.rowId),
      written.map((one) => Buffer.from(one.hash)),
    ],
  )
}
