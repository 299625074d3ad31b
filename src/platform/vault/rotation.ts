import { kinKeyOf, openPointer, sealPointer } from './conflicts.ts'
import type {
  Bytes,
  DeskKeyRow,
  DirectoryColumns,
  EscrowKeyRow,
  GrantRow,
  MembershipRow,
  RecordAddress,
  UserKeyRow,
} from './contract.ts'
import { Directory, macUnderEach } from './directory-mac.ts'
import { type EarlierRoot, sealEarlierRoot } from './earlier-roots.ts'
import { rootAddress } from './escrow.ts'
import { openFactor, sealFactor } from './factors.ts'
import type { Instance } from './instance.ts'
import { keyedAgain } from './keyed-hash.ts'
import { openOrNull } from './keyring.ts'
import { documentKeyOf, keyIdOf, type TenantUse } from './keys.ts'
import { wipe } from './primitives.ts'
import { openRecord, sealRecord } from './record-format.ts'
import { wrapTo } from './wraps.ts'
import { macOfWriting } from './writing-macs.ts'

type Rooted = Pick<Instance, 'root' | 'directory'>

/**
 * One root secret in place of another: everything that follows from it is made anew, row by row. A row that the present one
 * did not make is answered with null and stays as it is, refused as before: a rotation must not make it genuine.
 */
export class Rotation {
  readonly #old: Rooted
  readonly #new: Rooted
  readonly #earlier: readonly Bytes[]

  /** `earlier`: those that the present one took the place of, newest first. */
  constructor(present: Bytes, next: Bytes, earlier: readonly Bytes[]) {
    this.#old = { root: present, directory: new Directory(present) }
    this.#new = { root: next, directory: new Directory(next) }
    this.#earlier = [present, ...earlier]
  }

  /** Newest first. */
  earlierRoots(): EarlierRoot[] {
    return this.#earlier.map((earlier) => sealEarlierRoot(this.#new.root, earlier))
  }

  userKey(row: UserKeyRow): Bytes | null {
    return this.#old.directory.isGenuineUserKey(row) ? this.#new.directory.userKey(row).mac : null
  }

  deskKey(row: DeskKeyRow): Bytes | null {
    return this.#old.directory.isGenuineDeskKey(row) ? this.#new.directory.deskKey(row).mac : null
  }

  membership(row: MembershipRow): Bytes | null {
    return this.#old.directory.isGenuineMembership(row) ? this.#new.directory.membership(row).mac : null
  }

  grant(row: GrantRow): Bytes | null {
    return this.#old.directory.isGenuineGrant(row) ? this.#new.directory.grant(row).mac : null
  }

  /** `next`: what the row holds afterwards, where a keyed hash is among it. */
  row(
    tenantId: string,
    table: string,
    columns: DirectoryColumns,
    mac: Bytes,
    next: DirectoryColumns = columns,
  ): Bytes | null {
    const isGenuine = this.#old.directory.checkRow(tenantId, table, columns, mac)
    return isGenuine ? this.#new.directory.macRow(tenantId, table, next) : null
  }

  /** Under the new secret, the present one, and each before it: all of them again, whatever stood there beside the right one. */
  rowUnderEach(tenantId: string, table: string, columns: DirectoryColumns, macs: Bytes): Bytes | null {
    const isGenuine = this.#old.directory.checkUnderEach(tenantId, table, columns, macs)
    return isGenuine ? macUnderEach([this.#new.root, ...this.#earlier], tenantId, table, columns) : null
  }

  /** The new secret sealed to the same key: the kits that are out stay good. */
  escrowKey(row: EscrowKeyRow): EscrowKeyRow | null {
    if (!this.#old.directory.isGenuineEscrowKey(row)) return null
    const named = { ...row, rootKeyId: keyIdOf(this.#new.root) }
    const rootWrap = wrapTo(named, this.#new.root, rootAddress(named))
    return this.#new.directory.escrowKey({ ...named, rootWrap })
  }

  /** As `Vault.macWriting`, of the new secret: the line of the rotation is the first of its time. */
  macWriting(tenantId: string | null, fields: readonly (string | Bytes)[]): Bytes {
    return macOfWriting(this.#new.root, tenantId, fields)
  }

  keyedAgain(use: TenantUse, tenantId: string, hash: Bytes): Bytes {
    return keyedAgain(this.#new.root, use, tenantId, hash)
  }

  factor(tenantId: string, userId: string, factorId: string, sealed: Bytes): Bytes | null {
    const at = { tenantId, userId, factorId }
    const secret = openOrNull(() => openFactor(this.#old, at, sealed))
    return secret && sealFactor(this.#new, at, secret)
  }

  pointer(tenantId: string, rowId: string, sealed: Bytes): Bytes | null {
    const at = { tenantId, rowId }
    const caseId = openOrNull(() => openPointer(this.#old, at, sealed))
    return caseId === null ? null : sealPointer(this.#new, at, caseId)
  }

  /** A document of scope `kin`. */
  kinDocument(address: RecordAddress, sealed: Bytes): Bytes | null {
    const [before, after] = [this.#old, this.#new].map((side) => kinKeyOf(side, address.tenantId)) as [
      Bytes,
      Bytes,
    ]
    const [opening, sealing] = [before, after].map((key) => ({ id: keyIdOf(key), key: documentKeyOf(key) }))
    try {
      const text = opening && openOrNull(() => openRecord(opening, address, sealed))
      return text && sealing ? sealRecord(sealing, address, text) : null
    } finally {
      wipe(before, after)
    }
  }
}
