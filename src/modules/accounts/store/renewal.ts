import { sql } from 'kysely'
import { putBackOf } from '../../../platform/audit/put-back.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { drawerRecord, markDrawer } from '../../../platform/drawers.ts'
import { AppError } from '../../../platform/errors.ts'
import { type GrantColumns, grantOf } from '../../../platform/grant-rows.ts'
import { platform } from '../../../platform/runtime.ts'
import type { Scene } from '../../../platform/use-case.ts'
import type {
  DeskKeyRow,
  MembershipRow,
  SealedDocument,
  SeatedMember,
} from '../../../platform/vault/index.ts'

/** The renewal that is not moved to its end, or was not long ago; null = the key has stood as it is. */
export async function openRenewal(tx: Tx, deskId: string) {
  const row = await tx
    .selectFrom('auth.desk_renewal')
    .select(['epoch', 'due_since', 'begun_at', 'moved_at'])
    .where('desk_id', '=', deskId)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

interface SeatColumns {
  user_id: string
  epoch: number
  role: string
  not_before: number
  not_after: number
  wrap: Buffer
  mac: Buffer
  key_id: Buffer | null
  public_key: Buffer | null
  key_mac: Buffer | null
}

/** Everybody who sits there, held until the transaction ends: nobody comes or goes meanwhile. */
export async function seatsToRenew({ actor, tx }: Scene, deskId: string): Promise<SeatedMember[]> {
  const { rows } = await sql<SeatColumns>`select * from auth.seats_to_renew(${deskId})`.execute(tx)
  const { tenantId } = actor
  return rows.map((row) => {
    if (!row.key_id || !row.public_key || !row.key_mac)
      throw new AppError('refused', 'accounts_renew_without_key')
    const { user_id: userId, epoch, role, wrap, mac } = row
    const days = { notBefore: row.not_before, notAfter: row.not_after }
    return {
      seat: { tenantId, deskId, userId, epoch, role, ...days, wrap, mac },
      userKey: { tenantId, userId, keyId: row.key_id, publicKey: row.public_key, mac: row.key_mac },
    }
  })
}

export async function beginRenewal(
  tx: Tx,
  deskKey: DeskKeyRow,
  cardKeyId: Uint8Array,
  memberships: readonly MembershipRow[],
): Promise<boolean> {
  const { rows } = await sql<{ begun: boolean }>`
    select auth.begin_renewal(${deskKey.deskId}, ${deskKey.epoch}, ${Buffer.from(deskKey.keyId)},
      ${Buffer.from(deskKey.publicKey)}, ${Buffer.from(deskKey.mac)}, ${Buffer.from(cardKeyId)},
      ${memberships.map((one) => one.userId)}::uuid[], ${buffers(memberships, 'wrap')}::bytea[],
      ${buffers(memberships, 'mac')}::bytea[]) as begun`.execute(tx)
  return rows[0]?.begun === true
}

/** One piece of the keys that were given to the desk; answers how many were moved. */
export async function moveGrants({ actor, tx, keys }: Scene, deskId: string, most: number): Promise<number> {
  const { rows } = await sql<Omit<GrantColumns, 'tenant_id'>>`
    select * from auth.grants_to_renew(${deskId}, ${most})`.execute(tx)
  if (rows.length === 0) return 0
  const grants = rows.map((row) => grantOf({ ...row, tenant_id: actor.tenantId }))
  const renewed = platform().vault.renewGrants({ ...keys.opener, grants }, deskId)
  const [first] = renewed
  if (!first) return 0
  const oldMacs = new Map(grants.map((one) => [one.compartmentId, Buffer.from(one.mac)]))
  const ids = renewed.map((one) => one.compartmentId)
  const { rows: answer } = await sql<{ moved: number }>`
    select auth.put_renewed_grants(${deskId}, ${first.epoch}, ${ids}::uuid[],
      ${ids.map((id) => oldMacs.get(id))}::bytea[], ${buffers(renewed, 'wrap')}::bytea[],
      ${buffers(renewed, 'mac')}::bytea[]) as moved`.execute(tx)
  return answer[0]?.moved ?? 0
}

/** One piece of the documents under the desk's own key. One that refuses, or was put back to an older version, stays and raises its alarm. */
export async function moveDocuments(
  { actor, tx, keys }: Scene,
  deskId: string,
  most: number,
): Promise<number> {
  const { rows } = await sql<DocumentColumns>`
    select * from auth.documents_to_renew(${deskId}, ${most})`.execute(tx)
  if (rows.length === 0) return 0
  const documents = rows.map((row) => documentOf(actor.tenantId, deskId, row))
  const { cardKeyId, answers } = platform().vault.renewDocuments(keys.opener, deskId, documents)
  const putBack = await putBackOf({ tx }, documents)
  const isRefused = (place: number) =>
    answers[place] === null || putBack.has(documents[place] as SealedDocument)
  const moved = rows.flatMap((row, place) => {
    const bytes = answers[place]
    if (isRefused(place))
      platform().raise({ tenantId: actor.tenantId, label: row.label, rowId: row.id, action })
    return bytes && !isRefused(place) ? [{ ...row, bytes: Buffer.from(bytes) }] : []
  })
  // One of these holds nothing that its rows do not: it is thrown away.
  const altered = rows.filter((row, place) => row.label === drawerRecord.label && isRefused(place))
  for (const { id } of altered) await markDrawer(tx, id)
  const { rows: put } = await sql<{ label: string; id: string }>`
    select * from auth.put_renewed_documents(${deskId}, ${Buffer.from(cardKeyId)}, ${moved.map((one) => one.label)}::text[],
      ${moved.map((one) => one.id)}::uuid[], ${moved.map((one) => one.rev)}::bigint[],
      ${moved.map((one) => one.bytes)}::bytea[])`.execute(tx)
  const sealed = new Map(moved.map((one) => [`${one.label} ${one.id}`, one.bytes]))
  for (const { label, id } of put) {
    const bytes = sealed.get(`${label} ${id}`)
    if (bytes) keys.noteSealed(label, id, bytes)
  }
  return put.length
}

/** What is left under older keys; null = nothing is being renewed here. */
export async function settleRenewal(tx: Tx, deskId: string): Promise<number | null> {
  const { rows } = await sql<{ left: number | null }>`
    select auth.settle_renewal(${deskId}) as left`.execute(tx)
  return rows[0]?.left ?? null
}

/** The epoch that stays the desk's until this transaction ends. */
export async function holdEpoch(tx: Tx, deskId: string): Promise<number | null> {
  const { rows } = await sql<{ epoch: number | null }>`select auth.hold_epoch(${deskId}) as epoch`.execute(tx)
  return rows[0]?.epoch ?? null
}

const action = 'desk.renew-key'

interface DocumentColumns {
  label: string
  id: string
  rev: number
  schema_no: number
  bytes: Buffer
}

function documentOf(tenantId: string, deskId: string, row: DocumentColumns): SealedDocument {
  return {
    tenantId,
    label: row.label,
    rowId: row.id,
    scope: 'desk',
    compartmentId: deskId,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.bytes,
  }
}

function buffers<Name extends string>(rows: readonly Record<Name, Uint8Array>[], name: Name): Buffer[] {
  return rows.map((row) => Buffer.from(row[name]))
}
