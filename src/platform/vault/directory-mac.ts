import type {
  Bytes,
  DeskKeyRow,
  DirectoryColumns,
  EscrowKeyRow,
  GrantRow,
  MembershipRow,
  RefusedRow,
  UnlockerRow,
  UserKeyRow,
} from './contract.ts'
import { column, ctx } from './ctx.ts'
import { CannotOpen } from './errors.ts'
import { tenantKey } from './keys.ts'
import { isSame, MAC_BYTES, mac } from './primitives.ts'

/** Rows that hold keys are MACed here only; a caller who could ask for such a MAC could forge a membership. */
const KEY_TABLES: readonly string[] = [
  'user_key',
  'desk_key',
  'unlocker',
  'membership',
  'grant',
  'escrow_key',
]

type Unmarked<Row> = Omit<Row, 'mac'>

/** Whoever can write to the database but lacks the root secret cannot add or alter a row of the key directory. */
export class Directory {
  readonly #root: Bytes
  readonly #onRefused: (row: RefusedRow) => void
  /** One tenant's key at a time: a list checks hundreds of rows, and the root secret is in memory anyway. */
  #key: { tenantId: string; key: Bytes } | null = null

  constructor(root: Bytes, onRefused: (row: RefusedRow) => void = () => undefined) {
    this.#root = root
    this.#onRefused = onRefused
  }

  userKey(row: Unmarked<UserKeyRow>): UserKeyRow {
    return { ...row, mac: this.#mac(row.tenantId, 'user_key', userKeyColumns(row)) }
  }

  isGenuineUserKey(row: UserKeyRow): boolean {
    const { tenantId, userId } = row
    return (
      this.#check(tenantId, 'user_key', userKeyColumns(row), row.mac) ||
      this.#refuse({ tenantId, table: 'auth.user_key', rowId: userId })
    )
  }

  deskKey(row: Unmarked<DeskKeyRow>): DeskKeyRow {
    return { ...row, mac: this.#mac(row.tenantId, 'desk_key', deskKeyColumns(row)) }
  }

  isGenuineDeskKey(row: DeskKeyRow): boolean {
    const { tenantId, deskId } = row
    const table = deskId === tenantId ? 'auth.auditors_key' : 'auth.desk_key'
    return (
      this.#check(tenantId, 'desk_key', deskKeyColumns(row), row.mac) ||
      this.#refuse({ tenantId, table, rowId: deskId })
    )
  }

  unlocker(row: Unmarked<UnlockerRow>): UnlockerRow {
    return { ...row, mac: this.#mac(row.tenantId, 'unlocker', unlockerColumns(row)) }
  }

  /** Without an alarm: whether it is one of ours and not of the secret before. */
  hasMadeUnlocker(row: UnlockerRow): boolean {
    return this.#check(row.tenantId, 'unlocker', unlockerColumns(row), row.mac)
  }

  isGenuineUnlocker(row: UnlockerRow): boolean {
    const { tenantId, userId } = row
    return (
      this.#check(tenantId, 'unlocker', unlockerColumns(row), row.mac) ||
      this.#refuse({ tenantId, table: 'auth.unlocker', rowId: userId })
    )
  }

  membership(row: Unmarked<MembershipRow>): MembershipRow {
    return { ...row, mac: this.#mac(row.tenantId, 'membership', membershipColumns(row)) }
  }

  isGenuineMembership(row: MembershipRow): boolean {
    const { tenantId, userId, deskId } = row
    if (this.#check(tenantId, 'membership', membershipColumns(row), row.mac)) return true
    return deskId === tenantId
      ? this.#refuse({ tenantId, table: 'auth.auditors_wrap', rowId: userId })
      : this.#refuse({ tenantId, table: 'auth.membership', rowId: userId, deskId })
  }

  grant(row: Unmarked<GrantRow>): GrantRow {
    return { ...row, mac: this.#mac(row.tenantId, 'grant', grantColumns(row)) }
  }

  isGenuineGrant(row: GrantRow): boolean {
    const { tenantId, compartmentId, deskId } = row
    return (
      this.#check(tenantId, 'grant', grantColumns(row), row.mac) ||
      this.#refuse({ tenantId, table: 'auth.compartment_grant', rowId: compartmentId, deskId })
    )
  }

  escrowKey(row: Unmarked<EscrowKeyRow>): EscrowKeyRow {
    return { ...row, mac: this.#mac(row.tenantId, 'escrow_key', escrowKeyColumns(row)) }
  }

  isGenuineEscrowKey(row: EscrowKeyRow): boolean {
    const { tenantId } = row
    return (
      this.#check(tenantId, 'escrow_key', escrowKeyColumns(row), row.mac) ||
      this.#refuse({ tenantId, table: 'auth.escrow_key', rowId: tenantId })
    )
  }

  macRow(tenantId: string, table: string, columns: DirectoryColumns): Bytes {
    if (KEY_TABLES.includes(table)) throw new CannotOpen()
    return this.#mac(tenantId, table, columns)
  }

  checkRow(tenantId: string, table: string, columns: DirectoryColumns, given: Bytes): boolean {
    return !KEY_TABLES.includes(table) && this.#check(tenantId, table, columns, given)
  }

  /** Of several MACs, as `macUnderEach` puts them together: whether one is of this secret. */
  checkUnderEach(tenantId: string, table: string, columns: DirectoryColumns, given: Bytes): boolean {
    return macsIn(given).some((one) => this.checkRow(tenantId, table, columns, one))
  }

  /** Every refusal of a key row goes through here, so that none of them stays silent. */
  #refuse(row: RefusedRow): false {
    this.#onRefused(row)
    return false
  }

  #mac(tenantId: string, table: string, columns: DirectoryColumns): Bytes {
    return mac(this.#keyOf(tenantId), ctx('reg', table, ...columns.map(column)))
  }

  #keyOf(tenantId: string): Bytes {
    if (this.#key?.tenantId !== tenantId) {
      this.#key = { tenantId, key: tenantKey(this.#root, 'reg', tenantId) }
    }
    return this.#key.key
  }

  #check(tenantId: string, table: string, columns: DirectoryColumns, given: Bytes): boolean {
    try {
      return isSame(this.#mac(tenantId, table, columns), given)
    } catch (error) {
      // A row that has no encoding (a number out of range, ill-formed text) was not written by us.
      if (error instanceof RangeError) return false
      throw error
    }
  }
}

/**
 * MACs over one row under several root secrets, one behind the other: for what must be known again over a database of any of
 * their times. Each counts only where its own secret is the present one.
 */
export function macUnderEach(
  roots: readonly Bytes[],
  tenantId: string,
  table: string,
  columns: DirectoryColumns,
): Bytes {
  return Buffer.concat(roots.map((root) => new Directory(root).macRow(tenantId, table, columns)))
}

/** What is left over at the end is no MAC, and equals none. */
function macsIn(given: Bytes): Bytes[] {
  const count = Math.ceil(given.length / MAC_BYTES)
  return Array.from({ length: count }, (_, at) => given.slice(at * MAC_BYTES, (at + 1) * MAC_BYTES))
}

// The order below is frozen: it is part of every stored MAC.

function userKeyColumns(row: Unmarked<UserKeyRow>): DirectoryColumns {
  return [row.tenantId, row.userId, row.keyId, row.publicKey]
}

function deskKeyColumns(row: Unmarked<DeskKeyRow>): DirectoryColumns {
  return [row.tenantId, row.deskId, row.epoch, row.keyId, row.publicKey]
}

function unlockerColumns(row: Unmarked<UnlockerRow>): DirectoryColumns {
  const { tenantId, userId, unlockerId, kind, salt, authHash, wrap, notAfter } = row
  return [tenantId, userId, unlockerId, kind, salt, authHash, wrap, notAfter]
}

function membershipColumns(row: Unmarked<MembershipRow>): DirectoryColumns {
  const { tenantId, deskId, userId, epoch, role, notBefore, notAfter, wrap } = row
  return [tenantId, deskId, userId, epoch, role, notBefore, notAfter, wrap]
}

function grantColumns(row: Unmarked<GrantRow>): DirectoryColumns {
  const { tenantId, compartmentId, deskId, epoch, keyId, notAfter, basisId, wrap } = row
  return [tenantId, compartmentId, deskId, epoch, keyId, notAfter, basisId, wrap]
}

function escrowKeyColumns(row: Unmarked<EscrowKeyRow>): DirectoryColumns {
  const { tenantId, epoch, keyId, publicKey, rootKeyId, rootWrap, rootProof } = row
  const columns = [tenantId, epoch, keyId, publicKey, rootKeyId, rootWrap]
  // Sets of before it keep their MAC; a set that has lost it does not.
  return rootProof ? [...columns, rootProof] : columns
}
