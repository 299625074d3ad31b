import { type AccountName, isGenuineName } from '../../account-names.ts'
import { actColumns } from '../../acts.ts'
import { dutyColumns } from '../../desk-keys.ts'
import { type MachineTerms, machineColumns } from '../../entering.ts'
import { type PasskeyTerms, passkeyColumns } from '../../passkey-columns.ts'
import { isGenuineLine, type ShredLine } from '../../shredding/line.ts'
import type {
  DeskKeyRow,
  EscrowKeyRow,
  GrantRow,
  MembershipRow,
  UnlockerRow,
  UserKeyRow,
  Vault,
} from '../../vault/index.ts'
import type { Statements } from '../log/seal-round.ts'
import type { FindingBook } from './findings.ts'
import { streamed } from './streamed.ts'

type Checker = Pick<
  Vault,
  | 'checkUserKey'
  | 'checkDeskKey'
  | 'checkUnlocker'
  | 'checkMembership'
  | 'checkGrant'
  | 'checkEscrowKey'
  | 'checkRow'
  | 'checkRowUnderEach'
>

interface Kind<Row> {
  table: string
  /** Where not every row counts. */
  where?: string
  /** Under the names that the vault uses. */
  columns: string
  isGenuine(vault: Checker, row: Row): boolean
  names(row: Row): { rowId: string; deskId: string | null }
}

const kind = <Row>(one: Kind<Row>) => one as Kind<never>

const memberColumns = 'role, not_before::float8 as "notBefore", not_after::float8 as "notAfter", wrap, mac'

/** Every table whose rows carry a MAC of the vault (a test compares). */
const KINDS = [
  kind<EscrowKeyRow>({
    table: 'auth.escrow_key',
    columns: `tenant_id as "tenantId", epoch, key_id as "keyId", public_key as "publicKey", root_key_id as "rootKeyId",
      root_wrap as "rootWrap", root_proof as "rootProof", mac`,
    isGenuine: (vault, row) => vault.checkEscrowKey(row),
    names: (row) => ({ rowId: row.tenantId, deskId: null }),
  }),
  kind<{ tenantId: string; id: string; deskId: string; mac: Buffer }>({
    table: 'auth.duty_desk',
    columns: 'tenant_id as "tenantId", id, desk_id as "deskId", mac',
    isGenuine: (vault, { tenantId, id, deskId, mac }) =>
      vault.checkRow(tenantId, 'duty_desk', dutyColumns(tenantId, id, deskId), mac),
    names: (row) => ({ rowId: row.id, deskId: row.deskId }),
  }),
  kind<MachineTerms & { mac: Buffer }>({
    table: 'auth.machine',
    // What has ended, or nobody took in, allows nothing, whatever stands there.
    where: "state = 'live'",
    columns: `tenant_id as "tenantId", id, user_id as "userId", desk_id as "deskId", answers_id as "answersId", scopes,
      ends_at as "endsAt", mac`,
    isGenuine: (vault, { mac, ...terms }) =>
      vault.checkRow(terms.tenantId, 'machine', machineColumns(terms), mac),
    names: (row) => ({ rowId: row.id, deskId: row.deskId }),
  }),
  kind<Parameters<typeof actColumns>[1] & { tenantId: string; mac: Buffer }>({
    table: 'auth.act_approval',
    columns: 'tenant_id as "tenantId", id, act, fields, asked_by, expires_at, mac',
    isGenuine: (vault, row) =>
      vault.checkRow(row.tenantId, 'act_approval', actColumns(row.tenantId, row), row.mac),
    names: (row) => ({ rowId: row.id, deskId: null }),
  }),
  kind<UserKeyRow>({
    table: 'auth.user_key',
    columns:
      'tenant_id as "tenantId", user_id as "userId", key_id as "keyId", public_key as "publicKey", mac',
    isGenuine: (vault, row) => vault.checkUserKey(row),
    names: (row) => ({ rowId: row.userId, deskId: null }),
  }),
  kind<DeskKeyRow>({
    table: 'auth.desk_key',
    columns:
      'tenant_id as "tenantId", desk_id as "deskId", epoch, key_id as "keyId", public_key as "publicKey", mac',
    isGenuine: (vault, row) => vault.checkDeskKey(row),
    names: (row) => ({ rowId: row.deskId, deskId: row.deskId }),
  }),
  kind<DeskKeyRow>({
    table: 'auth.auditors_key',
    columns:
      'tenant_id as "tenantId", tenant_id as "deskId", epoch, key_id as "keyId", public_key as "publicKey", mac',
    isGenuine: (vault, row) => vault.checkDeskKey(row),
    names: (row) => ({ rowId: row.deskId, deskId: null }),
  }),
  kind<UnlockerRow>({
    table: 'auth.unlocker',
    columns: `tenant_id as "tenantId", user_id as "userId", unlocker_id as "unlockerId", kind, salt, auth_hash as "authHash",
      wrap, not_after::float8 as "notAfter", mac`,
    isGenuine: (vault, row) => vault.checkUnlocker(row),
    names: (row) => ({ rowId: row.userId, deskId: null }),
  }),
  kind<MembershipRow>({
    table: 'auth.membership',
    columns: `tenant_id as "tenantId", desk_id as "deskId", user_id as "userId", epoch, ${memberColumns}`,
    isGenuine: (vault, row) => vault.checkMembership(row),
    names: (row) => ({ rowId: row.userId, deskId: row.deskId }),
  }),
  kind<MembershipRow>({
    table: 'auth.auditors_wrap',
    columns: `tenant_id as "tenantId", tenant_id as "deskId", user_id as "userId", epoch, 'oversight' as role, 0 as "notBefore",
      0 as "notAfter", wrap, mac`,
    isGenuine: (vault, row) => vault.checkMembership(row),
    names: (row) => ({ rowId: row.userId, deskId: null }),
  }),
  kind<GrantRow>({
    table: 'auth.compartment_grant',
    columns: `tenant_id as "tenantId", compartment_id as "compartmentId", desk_id as "deskId", epoch, key_id as "keyId",
      not_after::float8 as "notAfter", basis_id as "basisId", wrap, mac`,
    isGenuine: (vault, row) => vault.checkGrant(row),
    names: (row) => ({ rowId: row.compartmentId, deskId: row.deskId }),
  }),
  // Two logins that were swapped: each account is called what it was not called when it was signed.
  kind<AccountName & { mac: Buffer }>({
    table: 'auth.account_name',
    columns: `tenant_id as "tenantId", user_id as "userId", signed_at as "signedAt", mac,
      (select u.login from auth.staff_user u where u.tenant_id = account_name.tenant_id and u.id = account_name.user_id) as login,
      (select u.display_name from auth.staff_user u where u.tenant_id = account_name.tenant_id and u.id = account_name.user_id)
        as "displayName"`,
    isGenuine: (vault, { mac, ...name }) => isGenuineName(vault, name, mac),
    names: (row) => ({ rowId: row.userId, deskId: null }),
  }),
  kind<{ tenantId: string; userId: string; role: string; mac: Buffer }>({
    table: 'auth.role_assignment',
    columns: 'tenant_id as "tenantId", user_id as "userId", role, mac',
    isGenuine: (vault, { tenantId, userId, role, mac }) =>
      vault.checkRow(tenantId, 'role_assignment', [tenantId, userId, role], mac),
    names: (row) => ({ rowId: row.userId, deskId: null }),
  }),
  kind<PasskeyTerms & { mac: Buffer }>({
    table: 'auth.passkey',
    columns: `tenant_id as "tenantId", user_id as "userId", id, rp_id as "rpId", credential_id as "credentialId",
      public_key as "publicKey", opens, mac`,
    isGenuine: (vault, row) => vault.checkRow(row.tenantId, 'passkey', passkeyColumns(row), row.mac),
    names: (row) => ({ rowId: row.userId, deskId: null }),
  }),
  kind<{ tenantId: string; userId: string; hash: Buffer; mac: Buffer }>({
    table: 'auth.provider_link',
    columns: 'tenant_id as "tenantId", user_id as "userId", subject_hash as hash, mac',
    isGenuine: (vault, { tenantId, userId, hash, mac }) =>
      vault.checkRow(tenantId, 'provider_link', [tenantId, userId, hash], mac),
    names: (row) => ({ rowId: row.userId, deskId: null }),
  }),
  // Nobody hides a deletion behind a line that was written by hand.
  kind<ShredLine & { mac: Buffer }>({
    table: 'auth.shred_ledger',
    columns: `tenant_id as "tenantId", id, kind, desk_id as "deskId", list_id as "listId",
      shredded_on::text as "shreddedOn", effective_on::text as "effectiveOn", mac`,
    isGenuine: (vault, { mac, ...line }) => isGenuineLine(vault, line, mac),
    names: (row) => ({ rowId: row.id, deskId: row.deskId }),
  }),
]

export const checkedTables: readonly string[] = KINDS.map((one) => one.table)

/** Checks the MAC of every row of the key directory. */
export async function checkDirectory(
  db: Statements,
  vault: Checker,
  book: FindingBook,
): Promise<{ keyRows: number }> {
  let keyRows = 0
  for (const one of KINDS) keyRows += await checkTable(db, vault, one, book)
  await checkAuditorsKeys(db, book)
  return { keyRows }
}

/** A later key of the auditors that the record names and nobody has any more: words are sealed to one that a leaver kept. */
async function checkAuditorsKeys(db: Statements, book: FindingBook): Promise<void> {
  const { rows } = await db.query<{ tenantId: string; epoch: number; newest: number }>(
    `select said.* from (
       select e.tenant_id as "tenantId", max(substring(e.basis from '^epoch:([0-9]{1,9})$')::integer) as epoch,
         (select coalesce(max(k.epoch), 0) from auth.auditors_key k where k.tenant_id = e.tenant_id) as newest
       from audit.event e where e.action = 'audit.renew-key' and e.result = 'ok' group by 1) said
     where said.epoch > said.newest limit 100`,
  )
  for (const row of rows) book.add({ kind: 'auditors-key-gone', ...row })
}

async function checkTable<Row extends object>(
  db: Statements,
  vault: Checker,
  one: Kind<Row>,
  book: FindingBook,
): Promise<number> {
  let count = 0
  for await (const rows of streamed<Row>(
    db,
    `select ${one.columns} from ${one.table} where ${one.where ?? 'true'}`,
  )) {
    for (const row of rows)
      if (!one.isGenuine(vault, row))
        book.add({ kind: 'key-row-refused', table: one.table, ...one.names(row) })
    count += rows.length
  }
  return count
}
