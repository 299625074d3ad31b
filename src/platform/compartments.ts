import { sql } from 'kysely'
import type { z } from 'zod'
import { WritingBook, type Written } from './audit/written.ts'
import { type Tx, together } from './db/tx.ts'
import { DeskKeys, keyOf, type NewCompartment, type ShareTerms } from './desk-keys.ts'
import { membershipsSince } from './entering.ts'
import { AppError } from './errors.ts'
import { columnsOf, type GrantColumns, grantOf } from './grant-rows.ts'
import { addressOf, type RecordKind, type Sealed, type SealedRow } from './records.ts'
import type {
  DeskKeyRow,
  GrantRow,
  MembershipRow,
  Opener,
  RecordAddress,
  Revealed,
  SealedDocument,
  Vault,
} from './vault/contract.ts'

/** As its owner holds it, for a key that changes hands. */
type OwnTerms = Omit<ShareTerms, 'basisId'> & { basisId: null }

/**
 * The keys of one use-case: makes, shares and uses compartments inside its transaction. Gives out no plaintext but by `reveal`,
 * which the few files of the platform may call that keep it to themselves (src/guards/revealing.test.ts).
 */
export class Compartments {
  readonly #tx: Tx
  readonly #vault: Vault
  readonly #tenantId: string
  #opener: Omit<Opener, 'grants'>
  readonly #grants = new Map<string, GrantRow[]>()
  readonly #deskKeys: DeskKeys
  readonly #book = new WritingBook()

  constructor(
    tx: Tx,
    vault: Vault,
    tenantId: string,
    opener: Omit<Opener, 'grants'>,
    deskKeys: readonly DeskKeyRow[] = [],
  ) {
    this.#tx = tx
    this.#vault = vault
    this.#tenantId = tenantId
    this.#opener = opener
    this.#deskKeys = new DeskKeys(tx, tenantId, deskKeys)
  }

  get opener(): Opener {
    return { ...this.#opener, grants: [...this.#grants.values()].flat() }
  }

  /** What was sealed so far, for the line in the record. */
  get written(): Written[] {
    return this.#book.entries
  }

  /** Brings a key within reach that no seat at a desk gives (the auditors'). */
  hold(wraps: readonly MembershipRow[]): void {
    this.#opener = { ...this.#opener, memberships: [...this.#opener.memberships, ...wraps] }
  }

  /** Keys she was given since she entered; false = there are none. */
  async newKeys(): Promise<boolean> {
    const since = await membershipsSince({ tx: this.#tx, vault: this.#vault }, this.#opener.memberships)
    this.hold(since)
    return since.length > 0
  }

  /** As the vault reveals: in the transaction, so what comes of it must not leave before the audit line. */
  async reveal(documents: readonly SealedDocument[]): Promise<Revealed[]> {
    const texts = this.#vault.reveal(this.opener, documents)
    const isWhole = texts.every((text) => typeof text === 'string')
    return isWhole || !(await this.newKeys()) ? texts : this.#vault.reveal(this.opener, documents)
  }

  /** Asks for a desk's key in a trip that is being made anyway: whoever seals for it need not wait for another. */
  ahead(deskId: string): void {
    this.#deskKeys.of([deskId]).catch(() => undefined)
  }

  /** A new key for the owning desk (and others named at once). Returns the compartment's id. */
  async create(compartment: NewCompartment, shares: readonly ShareTerms[] = []): Promise<string> {
    const { id, stored } = await this.begin(compartment, shares)
    await stored
    return id
  }

  /**
   * The same, without waiting for its rows: the database takes statements in the order in which they were sent, so what is
   * written under the new key may follow at once. `stored` must be awaited with it.
   */
  async begin(
    compartment: NewCompartment,
    shares: readonly ShareTerms[] = [],
  ): Promise<{ id: string; stored: Promise<unknown> }> {
    const { id, grants, dutyBasis } = await this.make(compartment, shares)
    const stored = together([
      this.#tx
        .insertInto('auth.compartment')
        .values({
          tenant_id: this.#tenantId,
          id,
          kind: compartment.kind,
          owner_desk_id: compartment.ownerDeskId,
          case_id: compartment.caseId ?? null,
        })
        .execute(),
      this.#store(compartment.ownerDeskId, grants, dutyBasis),
    ])
    return { id, stored }
  }

  /** The key alone, for a hot writing: whose function stores what is answered. */
  async make(
    compartment: NewCompartment,
    shares: readonly ShareTerms[] = [],
  ): Promise<{ id: string; grants: GrantRow[]; dutyBasis: string | null }> {
    const id = compartment.id ?? crypto.randomUUID()
    const { recipients, dutyBasis } = await this.#deskKeys.recipients(compartment, shares)
    // What her own desks get stands there as a symmetric wrap from the beginning (migrations/0180).
    const grants = this.#vault.newCompartment(
      { tenantId: this.#tenantId, compartmentId: id },
      recipients,
      this.opener,
    )
    this.#grants.set(id, grants)
    return { id, grants, dutyBasis }
  }

  /** The duty desk is given a key that was made before it was appointed. */
  async giveToDuty(compartmentId: string, ownerDeskId: string): Promise<void> {
    await this.load([compartmentId])
    const [duty] = await this.#deskKeys.duty('core', ownerDeskId)
    if (!duty) return
    const grant = this.#vault.share(this.opener, compartmentId, duty)
    await this.#store(ownerDeskId, [grant], duty.basisId)
  }

  /** From now on the key is one of that case: blocks follow it, and it goes along when the case changes hands. */
  async joinCase(compartmentId: string, caseId: string): Promise<void> {
    await this.#tx
      .updateTable('auth.compartment')
      .set({ case_id: caseId })
      .where('tenant_id', '=', this.#tenantId)
      .where('id', '=', compartmentId)
      .execute()
  }

  /** Brings the named compartments' keys within reach; those that are not ours simply do not come. */
  async load(compartmentIds: readonly string[]): Promise<void> {
    const missing = [...new Set(compartmentIds)].filter((id) => !this.#grants.has(id))
    if (missing.length === 0) return
    const { rows } = await sql<GrantColumns>`select * from auth.my_grants(${missing}::uuid[])`.execute(
      this.#tx,
    )
    await this.#bring(rows.map(grantOf))
  }

  /** Every key of one case within reach, in one trip: the core, each person, each sheet. */
  async loadCase(caseId: string): Promise<void> {
    const { rows } = await sql<GrantColumns>`select * from auth.my_case_grants(${caseId})`.execute(this.#tx)
    await this.#bring(rows.map(grantOf))
  }

  /** Wrapped for a key that came after she entered, they are worth nothing without it. */
  async #bring(found: readonly GrantRow[]): Promise<void> {
    for (const [id, grants] of Map.groupBy(found, (grant) => grant.compartmentId))
      this.#grants.set(id, grants)
    const { memberships } = this.#opener
    const isInHand = ({ deskId, epoch }: GrantRow) =>
      memberships.some((one) => one.deskId === deskId && one.epoch === epoch)
    if (!found.every(isInHand)) await this.newKeys()
  }

  /**
   * Gives every key of a case to another desk and takes it from the giving one. The rows and the ownership follow by
   * `auth.hand_over_case` in the same transaction; shares with other desks stay as they are. What other desks had given
   * the holder of the case (an official act, a referral) goes on to the new holder, on the same terms.
   */
  async handOverCase(caseId: string, fromDeskId: string, toDeskId: string): Promise<void> {
    await this.loadCase(caseId)
    const held = [...this.#grants.values()].flat().filter((one) => one.deskId === fromDeskId)
    const owned = held.filter((one) => !one.basisId)
    const deskKey = keyOf(await this.#deskKeys.of([toDeskId]), toDeskId)
    const given = owned.map((one) =>
      this.#vault.share(this.opener, one.compartmentId, { deskKey, notAfter: 0, basisId: null }),
    )
    const ids = owned.map((one) => one.compartmentId)
    // A sheet that was shared with the receiving desk becomes its own.
    await this.#tx
      .deleteFrom('auth.compartment_grant')
      .where('compartment_id', '=', sql<string>`any(${ids}::uuid[])`)
      .where('desk_id', 'in', [fromDeskId, toDeskId])
      .execute()
    await this.#store(fromDeskId, given)
    await this.#passOn(
      caseId,
      deskKey,
      held.filter((one) => one.basisId),
    )
  }

  async #passOn(caseId: string, deskKey: DeskKeyRow, shared: readonly GrantRow[]): Promise<void> {
    const given = shared.map(({ compartmentId, notAfter, basisId }) =>
      this.#vault.share(this.opener, compartmentId, { deskKey, notAfter, basisId }),
    )
    await sql`select auth.pass_on_shares(${caseId}, ${deskKey.deskId}, ${given.map((one) => one.compartmentId)}::uuid[],
      ${deskKey.epoch}, ${given.map((one) => Buffer.from(one.wrap))}::bytea[],
      ${given.map((one) => Buffer.from(one.mac))}::bytea[])`.execute(this.#tx)
  }

  /** Gives one more desk the key. The ledger row (`basisId`) must be written in the same transaction. */
  async share(compartmentId: string, ownerDeskId: string, terms: ShareTerms | OwnTerms): Promise<void> {
    await this.load([compartmentId])
    const keys = await this.#deskKeys.of([terms.deskId])
    const grant = this.#vault.share(this.opener, compartmentId, {
      deskKey: keyOf(keys, terms.deskId),
      notAfter: terms.notAfter,
      basisId: terms.basisId,
    })
    await this.#store(ownerDeskId, [grant])
  }

  /** Ends a desk's access with this transaction. */
  async withdraw(compartmentId: string, deskId: string): Promise<void> {
    await this.#tx
      .deleteFrom('auth.compartment_grant')
      .where('tenant_id', '=', this.#tenantId)
      .where('compartment_id', '=', compartmentId)
      .where('desk_id', '=', deskId)
      .where('basis_id', 'is not', null)
      .execute()
  }

  /** Seals content for a row. Its compartment must have been created or loaded here. */
  seal<Schema extends z.ZodType>(
    kind: RecordKind<Schema>,
    row: Omit<SealedRow, 'bytes' | 'tenantId' | 'schema'>,
    content: z.input<Schema>,
  ): Buffer {
    const address = addressOf(kind, { ...row, tenantId: this.#tenantId, schema: kind.version })
    return this.#noted(address, this.sealUnnoted(kind, row, content))
  }

  /** For what perhaps is not stored: `noteSealed` says so once it is. */
  sealUnnoted<Schema extends z.ZodType>(
    kind: RecordKind<Schema>,
    row: Omit<SealedRow, 'bytes' | 'tenantId' | 'schema'>,
    content: z.input<Schema>,
  ): Buffer {
    const address = addressOf(kind, { ...row, tenantId: this.#tenantId, schema: kind.version })
    const json = JSON.stringify(kind.schema.parse(content))
    return Buffer.from(one(this.#vault.seal(this.opener, [{ ...address, json }])))
  }

  /** Moves a sealed document to another row, revision or compartment without anybody reading it. */
  reseal(
    sealed: Sealed<unknown>,
    kind: RecordKind,
    row: Omit<SealedRow, 'bytes' | 'tenantId' | 'schema'>,
  ): Buffer {
    const from = { ...addressOf(sealed.kind, sealed.row), bytes: sealed.row.bytes }
    const to = addressOf(kind, { ...row, tenantId: this.#tenantId, schema: sealed.row.schema })
    return this.#noted(to, one(this.#vault.reseal(this.opener, [{ from, to }])))
  }

  /** A file under a key of its own, which the compartment's key wraps; `label` is its `table.column`. */
  sealFile(
    file: { id: string; compartmentId: string; label: string },
    bytes: Uint8Array,
  ): { keyWrap: Buffer; bytes: Buffer } {
    const address = { tenantId: this.#tenantId, fileId: file.id, compartmentId: file.compartmentId }
    const sealed = this.#vault.sealFile(this.opener, address, bytes)
    this.#book.note(file.label, file.id, sealed.bytes)
    return { keyWrap: Buffer.from(sealed.keyWrap), bytes: Buffer.from(sealed.bytes) }
  }

  /** What the vault sealed anew by itself, under other keys: it stands in the record like all that is written. */
  noteSealed(label: string, rowId: string, bytes: Uint8Array): void {
    this.#book.note(label, rowId, bytes)
  }

  /** Her own draft is nobody else's business: it has no line, and may go at any time. */
  #noted({ label, rowId, scope }: RecordAddress, bytes: Uint8Array): Buffer {
    if (scope !== 'user') this.#book.note(label, rowId, bytes)
    return Buffer.from(bytes)
  }

  async #store(
    ownerDeskId: string,
    grants: readonly GrantRow[],
    dutyBasis: string | null = null,
  ): Promise<void> {
    const rows = grants.map((grant) => ({
      ...columnsOf(grant),
      owner_desk_id: ownerDeskId,
      for_duty: dutyBasis !== null && grant.basisId === dutyBasis,
    }))
    await this.#tx.insertInto('auth.compartment_grant').values(rows).execute()
  }
}

function one<T>(items: readonly T[]): T {
  const [item] = items
  if (item === undefined) throw new AppError('internal')
  return item
}
