import { kinKeyOf } from './conflicts.ts'
import type { Bytes, GrantRow, MembershipRow, Opener, RecordAddress, SessionRow } from './contract.ts'
import { CannotOpen, KeyOutOfReach } from './errors.ts'
import { type Instance, isOver } from './instance.ts'
import { cardKeyOf, documentKeyOf, draftKeyOf, keyIdOf } from './keys.ts'
import { isSame, wipe } from './primitives.ts'
import { sessionSeed } from './session.ts'
import { type Holder, holderOf, unwrapFor, type WrapAddress } from './wraps.ts'

export interface DocumentKey {
  id: Bytes
  key: Bytes
}

export interface OpenMembership {
  row: MembershipRow
  desk: Holder
}

export interface OpenGrant {
  row: GrantRow
  key: Bytes
  /** The desk through which it opened. */
  desk: Holder
}

/** Runs one call with the keys that the opener's rows lead to; every key is overwritten when the call ends. */
export function withKeyring<Result>(
  instance: Instance,
  opener: Opener,
  use: (keyring: Keyring) => Result,
): Result {
  const keyring = new Keyring(instance, opener)
  try {
    return use(keyring)
  } finally {
    keyring.wipe()
  }
}

export class Keyring {
  readonly session: SessionRow
  readonly #instance: Instance
  readonly #opener: Opener
  #user: Holder | null = null
  readonly #memberships = new Map<MembershipRow, Holder | null>()
  readonly #grants = new Map<GrantRow, OpenGrant | null>()
  readonly #documentKeys = new Map<string, DocumentKey>()
  #grantsByCompartment: Map<string, GrantRow[]> | null = null
  readonly #secrets: Bytes[] = []

  constructor(instance: Instance, opener: Opener) {
    this.#instance = instance
    this.#opener = opener
    this.session = opener.session
  }

  wipe(): void {
    wipe(...this.#secrets)
  }

  user(): Holder {
    this.#user ??= this.#hold(this.#sessionSeed())
    return this.#user
  }

  /** The cookie found this row by its hash, so it is the right one: a wrap that refuses was altered. */
  #sessionSeed(): Bytes {
    try {
      return sessionSeed(this.#instance, this.#opener.cookie, this.session)
    } catch (error) {
      const { tenantId, userId } = this.session
      if (error instanceof CannotOpen)
        this.#instance.onRefused({ tenantId, table: 'auth.session', rowId: userId })
      throw error instanceof CannotOpen ? new KeyOutOfReach() : error
    }
  }

  /** Memberships of this user that are genuine, in force and open; newest epoch first. */
  memberships(deskId?: string): OpenMembership[] {
    const found: OpenMembership[] = []
    for (const row of this.#opener.memberships) {
      if (deskId !== undefined && row.deskId !== deskId) continue
      const desk = this.#membershipHolder(row)
      if (desk) found.push({ row, desk })
    }
    return found.sort((a, b) => b.row.epoch - a.row.epoch)
  }

  /** Grants that are genuine, in force and open through a desk of this user, in the order given. */
  *grants(compartmentId?: string): Generator<OpenGrant> {
    for (const row of compartmentId === undefined ? this.#opener.grants : this.#grantsOf(compartmentId)) {
      const opened = this.#openedGrant(row)
      if (opened) yield opened
    }
  }

  /** The compartment's key that `keyId` names, or, to seal, the first within reach. */
  compartmentKey(compartmentId: string, keyId: Bytes | null): OpenGrant {
    const rows = this.#grantsOf(compartmentId)
    const named = keyId ? rows.filter((row) => isSame(row.keyId, keyId)) : rows
    for (const row of named) {
      const opened = this.#openedGrant(row)
      if (opened) return opened
    }
    // The compartment's key is ours, and what was asked for names one that it never had.
    if (named.length === 0 && rows.some((row) => this.#openedGrant(row))) throw new CannotOpen()
    throw new KeyOutOfReach()
  }

  /** The key behind a document's address: the one that `keyId` names, or, to seal, the current one. */
  documentKey(address: RecordAddress, keyId: Bytes | null): DocumentKey {
    const name = `${address.scope} ${address.compartmentId} ${keyId ? Buffer.from(keyId).toString('hex') : ''}`
    const known = this.#documentKeys.get(name)
    if (known) return known
    const found = this.#findDocumentKey(address, keyId)
    this.#documentKeys.set(name, found)
    return found
  }

  #findDocumentKey(address: RecordAddress, keyId: Bytes | null): DocumentKey {
    if (address.scope === 'compartment') {
      const { row, key } = this.compartmentKey(address.compartmentId, keyId)
      return this.#documentKeyFrom(key, row.keyId)
    }
    for (const key of this.#ownKeys(address)) {
      const id = keyIdOf(this.#keep(key))
      if (!keyId || isSame(id, keyId)) return this.#documentKeyFrom(key, id)
    }
    const isOurs =
      address.scope === 'user' || address.scope === 'kin'
        ? address.compartmentId === this.session.userId
        : this.holdsAll(address.compartmentId)
    throw isOurs ? new CannotOpen() : new KeyOutOfReach()
  }

  /** Whether a desk's key is ours in every epoch of which we were given a row: none of them is missing then. */
  holdsAll(deskId: string): boolean {
    const rows = this.#opener.memberships.filter((row) => row.deskId === deskId)
    return rows.length > 0 && rows.every((row) => this.#membershipHolder(row))
  }

  #ownKeys(address: RecordAddress): Bytes[] {
    if (address.scope === 'desk') {
      return this.memberships(address.compartmentId).map(({ desk }) => cardKeyOf(desk.seed))
    }
    if (address.compartmentId !== this.session.userId) return []
    if (address.scope === 'kin') {
      return address.tenantId === this.session.tenantId ? [kinKeyOf(this.#instance, address.tenantId)] : []
    }
    return [draftKeyOf(this.user().seed)]
  }

  #documentKeyFrom(key: Bytes, id: Bytes): DocumentKey {
    return { id, key: this.#keep(documentKeyOf(key)) }
  }

  #membershipHolder(row: MembershipRow): Holder | null {
    const known = this.#memberships.get(row)
    if (known !== undefined) return known
    const opened = this.#isMine(row)
      ? openOrNull(() => unwrapFor(this.user(), row.wrap, membershipAddress(row)))
      : null
    const holder = opened && this.#hold(opened)
    this.#memberships.set(row, holder)
    return holder
  }

  #isMine(row: MembershipRow): boolean {
    return (
      row.tenantId === this.session.tenantId &&
      row.userId === this.session.userId &&
      row.notBefore <= this.#instance.now() &&
      !isOver(this.#instance, row.notAfter) &&
      this.#instance.directory.isGenuineMembership(row)
    )
  }

  #openedGrant(row: GrantRow): OpenGrant | null {
    const known = this.#grants.get(row)
    if (known !== undefined) return known
    const opened = this.#isLive(row) ? this.#openGrant(row) : null
    this.#grants.set(row, opened)
    return opened
  }

  #isLive(row: GrantRow): boolean {
    return (
      row.tenantId === this.session.tenantId &&
      !isOver(this.#instance, row.notAfter) &&
      this.#instance.directory.isGenuineGrant(row)
    )
  }

  #openGrant(row: GrantRow): OpenGrant | null {
    for (const membership of this.#opener.memberships) {
      if (membership.deskId !== row.deskId || membership.epoch !== row.epoch) continue
      const desk = this.#membershipHolder(membership)
      const key = desk && openOrNull(() => unwrapFor(desk, row.wrap, grantAddress(row)))
      if (desk && key) return { row, key: this.#keep(key), desk }
    }
    return null
  }

  #grantsOf(compartmentId: string): readonly GrantRow[] {
    if (!this.#grantsByCompartment) {
      this.#grantsByCompartment = Map.groupBy(this.#opener.grants, (row) => row.compartmentId)
    }
    return this.#grantsByCompartment.get(compartmentId) ?? []
  }

  #hold(seed: Bytes): Holder {
    const holder = holderOf(this.#keep(seed))
    this.#keep(holder.key)
    return holder
  }

  #keep(secret: Bytes): Bytes {
    this.#secrets.push(secret)
    return secret
  }
}

/** What a stored object holds; null where it refuses, false where its key is not within reach. */
export function openOrSay<Result>(open: () => Result): Result | null | false {
  return openOrNull(() => {
    try {
      return open()
    } catch (error) {
      if (error instanceof KeyOutOfReach) return false
      throw error
    }
  })
}

/** The answer, or null where a stored object refuses: hostile bytes refuse, they never break a call. */
export function openOrNull<Result>(open: () => Result): Result | null {
  try {
    return open()
  } catch (error) {
    // A RangeError comes from an address that has no encoding; nothing was ever sealed there.
    if (error instanceof CannotOpen || error instanceof RangeError) return null
    throw error
  }
}

export function membershipAddress(row: Omit<MembershipRow, 'wrap' | 'mac'>): WrapAddress {
  return {
    kind: 'membership',
    tenantId: row.tenantId,
    subjectId: row.deskId,
    keyId: new Uint8Array(0),
    recipientId: row.userId,
    epoch: row.epoch,
    notAfter: row.notAfter,
    basisId: null,
  }
}

export function grantAddress(row: Omit<GrantRow, 'wrap' | 'mac'>): WrapAddress {
  return {
    kind: 'grant',
    tenantId: row.tenantId,
    subjectId: row.compartmentId,
    keyId: row.keyId,
    recipientId: row.deskId,
    epoch: row.epoch,
    notAfter: row.notAfter,
    basisId: row.basisId,
  }
}
