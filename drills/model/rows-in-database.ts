import { Compartments } from '../../src/platform/compartments.ts'
import type { TestDatabase } from '../../src/platform/db/testing/use-database.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import { enteredFrom, enterStatements } from '../../src/platform/entering.ts'
import { platform } from '../../src/platform/runtime.ts'
import { membershipColumns } from '../../src/platform/testing/office.ts'
import type { GrantRow, MembershipRow } from '../../src/platform/vault/contract.ts'
import { type CaseDocument, opened, RowsInMemory, type Somebody } from './rows.ts'

/**
 * The same rows in PostgreSQL, read as the server reads: by the session's bearer, under row-level security, with the grants
 * that the database hands out. Written past it, as whoever has the pen would.
 */
export class RowsInDatabase extends RowsInMemory {
  readonly #database: Pick<TestDatabase, 'superuser'>
  readonly #host: string

  constructor(database: Pick<TestDatabase, 'superuser'>, host: string) {
    super(platform().vault)
    this.#database = database
    this.#host = host
  }

  override async seat(row: MembershipRow): Promise<void> {
    await this.unseat(row.deskId, row.userId)
    await super.seat(row)
    await this.#insert('auth.membership', membershipColumns(row))
  }

  override async unseat(deskId: string, userId: string): Promise<void> {
    await super.unseat(deskId, userId)
    await this.#run('delete from auth.membership where desk_id = $1 and user_id = $2', [deskId, userId])
  }

  override async grant(row: GrantRow): Promise<void> {
    await this.ungrant(row.compartmentId, row.deskId)
    await super.grant(row)
    await this.#insert('auth.compartment_grant', {
      tenant_id: row.tenantId,
      compartment_id: row.compartmentId,
      owner_desk_id: row.deskId,
      desk_id: row.deskId,
      epoch: row.epoch,
      key_id: Buffer.from(row.keyId),
      not_after: row.notAfter,
      basis_id: row.basisId,
      wrap: Buffer.from(row.wrap),
      mac: Buffer.from(row.mac),
    })
  }

  override async ungrant(compartmentId: string, deskId: string): Promise<void> {
    await super.ungrant(compartmentId, deskId)
    await this.#run('delete from auth.compartment_grant where compartment_id = $1 and desk_id = $2', [
      compartmentId,
      deskId,
    ])
  }

  override async block(caseId: string, userId: string): Promise<void> {
    await super.block(caseId, userId)
    const [document] = this.documents().filter((one) => one.caseId === caseId)
    const row = {
      tenant_id: document?.address.tenantId,
      case_id: caseId,
      user_id: userId,
      created_by: caseId,
    }
    await this.#insert('auth.case_block', row)
  }

  override async unblock(caseId: string, userId: string): Promise<void> {
    await super.unblock(caseId, userId)
    await this.#run('delete from auth.case_block where case_id = $1 and user_id = $2', [caseId, userId])
  }

  override async shred(caseId: string): Promise<void> {
    await super.shred(caseId)
    const [document] = this.documents().filter((one) => one.caseId === caseId)
    await this.#run("select internal.shred_record($1, 'case', $2, '{}')", [
      document?.address.tenantId,
      caseId,
    ])
  }

  override async put(document: CaseDocument): Promise<void> {
    await super.put(document)
    const { address, caseId, ownerDeskId, bytes } = document
    await this.#insert('auth.compartment', {
      tenant_id: address.tenantId,
      id: address.compartmentId,
      kind: 'core',
      owner_desk_id: ownerDeskId,
      case_id: caseId,
    })
    await this.#insert('attachment', {
      tenant_id: address.tenantId,
      id: address.rowId,
      case_id: caseId,
      desk_id: ownerDeskId,
      compartment_id: address.compartmentId,
      size_bucket: 'under_100k',
      form: 'original',
      uploaded_by: caseId,
      label: Buffer.from(bytes),
      file_key: Buffer.alloc(0),
      content: Buffer.alloc(0),
    })
  }

  override async readBy(person: Somebody): Promise<Set<string>> {
    const { pool, vault } = platform()
    const caller = { cookie: person.cookie, isAct: true, host: this.#host, network: 'loopback' }
    return await inTransaction(pool, enterStatements(vault, caller), async ({ tx }, answers) => {
      const { opener } = enteredFrom(answers, person.cookie, vault)
      const rows = await tx.selectFrom('attachment').select(['id', 'label', 'compartment_id']).execute()
      const keys = new Compartments(tx, vault, person.session.tenantId, opener)
      await keys.load(rows.map((row) => row.compartment_id))
      const bytesOf = new Map(rows.map((row) => [row.id, row.label]))
      const seen = this.documents().flatMap((one) => {
        const bytes = bytesOf.get(one.address.rowId)
        return bytes ? [{ ...one, bytes }] : []
      })
      return opened(vault, keys.opener, seen)
    })
  }

  async #insert(table: string, row: Record<string, unknown>): Promise<void> {
    const names = Object.keys(row)
    const places = names.map((_, at) => `$${at + 1}`).join(', ')
    await this.#run(
      `insert into ${table} (${names.join(', ')}) values (${places}) on conflict do nothing`,
      Object.values(row),
    )
  }

  async #run(sql: string, values: readonly unknown[]): Promise<void> {
    await this.#database.superuser.query(sql, [...values])
  }
}
