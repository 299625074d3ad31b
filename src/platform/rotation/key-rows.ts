import { type PasskeyTerms, passkeyColumns } from '../passkey-columns.ts'
import { lineMadeAnew, type ShredLine } from '../shredding/line.ts'
import type {
  Bytes,
  DeskKeyRow,
  DirectoryColumns,
  EscrowKeyRow,
  GrantRow,
  MembershipRow,
  Rotation,
  UserKeyRow,
} from '../vault/index.ts'
import type { Rewriting } from './rewritten.ts'

const one = (value: Bytes | null) => value && [value]
const some = <Row>(rewriting: Rewriting<Row>) => rewriting as Rewriting<never>

interface Signed {
  tenantId: string
  columns: DirectoryColumns
  mac: Buffer
}

interface Link {
  tenantId: string
  userId: string
  hash: Bytes
  mac: Bytes
}

/**
 * Every row that carries a MAC of the vault; those of unlockers move when their owner signs in, and those of machines end.
 * rotation.db.test.ts holds this against all columns of class K.
 */
export function keyRows(rotation: Rotation): Rewriting<never>[] {
  return [...keys(rotation), ...seats(rotation), ...signedRows(rotation)]
}

function keys(rotation: Rotation): Rewriting<never>[] {
  const named = 'key_id as "keyId", public_key as "publicKey", mac'
  return [
    some<UserKeyRow>({
      table: 'auth.user_key',
      columns: `tenant_id as "tenantId", user_id as "userId", ${named}`,
      targets: ['mac'],
      remade: (row) => one(rotation.userKey(row)),
    }),
    ...[
      ['auth.desk_key', 'desk_id'],
      ['auth.auditors_key', 'tenant_id'],
    ].map(([table = '', desk]) =>
      some<DeskKeyRow>({
        table,
        columns: `tenant_id as "tenantId", ${desk} as "deskId", epoch, ${named}`,
        targets: ['mac'],
        remade: (row) => one(rotation.deskKey(row)),
      }),
    ),
    some<EscrowKeyRow>({
      table: 'auth.escrow_key',
      columns: `tenant_id as "tenantId", epoch, ${named}, root_key_id as "rootKeyId", root_wrap as "rootWrap",
        root_proof as "rootProof"`,
      targets: ['root_key_id', 'root_wrap', 'mac'],
      remade: (row) => {
        const made = rotation.escrowKey(row)
        return made && [made.rootKeyId, made.rootWrap, made.mac]
      },
    }),
  ]
}

function seats(rotation: Rotation): Rewriting<never>[] {
  const seat = (table: string, columns: string) =>
    some<MembershipRow>({
      table,
      columns: `tenant_id as "tenantId", user_id as "userId", epoch, wrap, mac, ${columns}`,
      targets: ['mac'],
      remade: (row) => one(rotation.membership(row)),
    })
  return [
    seat(
      'auth.membership',
      'desk_id as "deskId", role, not_before::float8 as "notBefore", not_after::float8 as "notAfter"',
    ),
    seat(
      'auth.auditors_wrap',
      `tenant_id as "deskId", 'oversight' as role, 0 as "notBefore", 0 as "notAfter"`,
    ),
    some<GrantRow>({
      table: 'auth.compartment_grant',
      columns: `tenant_id as "tenantId", compartment_id as "compartmentId", desk_id as "deskId", epoch, key_id as "keyId",
        not_after::float8 as "notAfter", basis_id as "basisId", wrap, mac`,
      targets: ['mac'],
      remade: (row) => one(rotation.grant(row)),
    }),
  ]
}

function signedRows(rotation: Rotation): Rewriting<never>[] {
  const signed = (table: string, columns: string) =>
    some<Signed>({
      table: `auth.${table}`,
      columns: `tenant_id as "tenantId", ${columns} as columns, mac`,
      targets: ['mac'],
      remade: ({ tenantId, columns: values, mac }) => one(rotation.row(tenantId, table, values, mac)),
    })
  return [
    signed('role_assignment', 'jsonb_build_array(tenant_id, user_id, role)'),
    some<PasskeyTerms & { mac: Bytes }>({
      table: 'auth.passkey',
      columns: `tenant_id as "tenantId", user_id as "userId", id, rp_id as "rpId", credential_id as "credentialId",
        public_key as "publicKey", opens, mac`,
      targets: ['mac'],
      remade: (row) => one(rotation.row(row.tenantId, 'passkey', passkeyColumns(row), row.mac)),
    }),
    some<Link>({
      table: 'auth.provider_link',
      columns: 'tenant_id as "tenantId", user_id as "userId", subject_hash as hash, mac',
      targets: ['subject_hash', 'mac'],
      remade: ({ tenantId, userId, hash, mac }) => {
        // Found by a keyed hash, which is keyed once again; then signed with that.
        const again = rotation.keyedAgain('known', tenantId, hash)
        const columnsOf = (subject: Bytes) => [tenantId, userId, subject]
        const made = rotation.row(tenantId, 'provider_link', columnsOf(hash), mac, columnsOf(again))
        return made && [again, made]
      },
    }),
    some<ShredLine & { mac: Bytes }>({
      table: 'auth.shred_ledger',
      columns: `tenant_id as "tenantId", id, kind, desk_id as "deskId", list_id as "listId",
        shredded_on::text as "shreddedOn", effective_on::text as "effectiveOn", mac`,
      targets: ['mac'],
      remade: (row) => one(lineMadeAnew(rotation, row, row.mac)),
      writtenAs: 'yorube_ledger',
    }),
    signed(
      'account_name',
      `jsonb_build_array(tenant_id, user_id, (select u.login from auth.staff_user u where u.tenant_id = account_name.tenant_id
        and u.id = account_name.user_id), (select u.display_name from auth.staff_user u where u.tenant_id = account_name.tenant_id
        and u.id = account_name.user_id), floor(extract(epoch from signed_at)))`,
    ),
    signed('duty_desk', 'jsonb_build_array(tenant_id, id, desk_id)'),
    signed(
      'act_approval',
      `jsonb_build_array(tenant_id, id, act, fields, asked_by, floor(extract(epoch from expires_at) * 1000))`,
    ),
  ]
}
